-- A province, a kabupaten and a kota has one government, whatever name it is registered under. Where two were
-- registered before, the first keeps the place; the other keeps its name and Wilayah, and may be given another place.
UPDATE institution SET province = '', regency = ''
    WHERE kind IN ('province', 'regency', 'city') AND province <> '' AND EXISTS (
        SELECT 1 FROM institution AS earlier
        WHERE earlier.kind IN ('province', 'regency', 'city') AND earlier.province = institution.province
            AND earlier.regency = institution.regency AND earlier.id < institution.id
    );
CREATE UNIQUE INDEX institution_place_key ON institution (province, regency)
    WHERE kind IN ('province', 'regency', 'city') AND province <> '';
