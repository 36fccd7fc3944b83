-- A province, a kabupaten and a kota has one government, whatever name it is registered under.
CREATE UNIQUE INDEX institution_place_key ON institution (province, regency)
    WHERE kind IN ('province', 'regency', 'city') AND province <> '';
