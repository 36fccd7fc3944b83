-- How working days are counted and limited becomes a document in a setting of its own, as whatever the Admin sets as a
-- whole. Whoever changes anything of the calendar holds this row. Of version 0 and empty it is as it came.

INSERT INTO setting (key, value, version)
SELECT 'clock.rules',
    CASE WHEN version = 1 THEN '' ELSE
        '{"v":1,"joint_leave":' || CASE WHEN joint_leave THEN 'true' ELSE 'false' END || ',"closing":' || closing
        || ',"limits":[' || COALESCE((
            SELECT string_agg('{"kind":"' || kind || '","since":"' || since || '","days":' || days || '}', ',' ORDER BY since, kind)
            FROM clock_limit
        ), '') || ']}'
    END,
    version - 1
FROM clock_rule;

DROP TABLE clock_limit;
DROP TABLE clock_rule;
