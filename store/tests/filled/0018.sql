-- What version 18 of the tables held, as that version's program wrote it: what 0011.sql held, brought up to date.
-- Both databases take the same statements.

INSERT INTO institution (id, name, kind, region, province, regency, email, version, name_key, region_key, unique_key)
VALUES (1, 'Jakarta Selatan', 'city', 'Kota Jakarta Selatan', '', '', '', 1, 'jakarta selatan', 'kota jakarta selatan', 'jakarta selatan');
INSERT INTO account (id, username, name, role, institution_id, password_hash, active, created_at, version, email, must_change_password, name_key)
VALUES (1, 'jaksel', 'Operator', 'operator', 1, '', TRUE, '2026-01-01T00:00:00+00:00', 1, '', FALSE, 'operator'),
       (2, 'asisten1', 'Asisten 1', 'assistant', NULL, '', TRUE, '2026-01-01T00:00:00+00:00', 1, '', FALSE, 'asisten 1');
INSERT INTO position (id, institution_id, unit, title, level, technical, socio_cultural, status, created_at, unit_key, title_key)
VALUES (1, 1, 'Dinas Sosial', 'Kepala Dinas Sosial', 'junior', 'Sosial', 'Kota', 'approved', '2026-01-01T00:00:00+00:00', 'dinas sosial', 'kepala dinas sosial'),
       (2, 1, 'Dinas Perhubungan', 'Kepala Dinas Perhubungan', 'junior', 'Jalan', 'Kota', 'approved', '2026-01-01T00:00:00+00:00', 'dinas perhubungan', 'kepala dinas perhubungan');
INSERT INTO plan (id, institution_id, version, phase, letter_number, filling_method, reason, officer_id, created_by_id, created_by_name, created_at, updated_by_id, updated_by_name, updated_at, state, form, letter_key)
VALUES (1, 1, 1, 'draft', '', NULL, NULL, NULL, 1, 'Operator', '2026-02-01T00:00:00+00:00', 1, 'Operator', '2026-02-01T00:00:00+00:00', '{"state":"draft","v":1}', '{"v":1,"typed":{"positions":[],"letter_number":"","letter_scan":[],"filling_method":"","reason":"","reason_text":"","methods":[],"weights":{"managerial":"4o","paper":"","interview":"","track_record":""},"order":{"managerial":"","paper":"","interview":"","track_record":""},"committee":[],"schedule":[]},"sent":null}', ''),
       (2, 1, 5, 'report_returned', '800/1', 'open_selection', 'retirement', 2, 1, 'Operator', '2026-02-01T00:00:00+00:00', 2, 'Asisten 1', '2026-04-01T00:00:00+00:00', '{"state":"approved","officer":{"id":2,"name":"Asisten 1"},"approval":{"by":{"id":2,"name":"Asisten 1"},"at":"2026-03-03T03:04:05Z","recommendation":{"by":{"id":2,"name":"Asisten 1"},"at":"2026-03-02T03:04:05Z","text":"<div>Dapat disetujui.</div>","letter":[3]}},"report":{"report":"returned","at":"2026-04-01T00:00:00Z","round":1},"v":1}', '{"v":1,"typed":{"positions":["1"],"letter_number":"800/1","letter_scan":["1"],"filling_method":"open_selection","reason":"retirement","reason_text":"<div>Pensiun.</div>","methods":["assessment_centre"],"weights":{"managerial":"40","paper":"20","interview":"30","track_record":"10"},"order":{"managerial":"","paper":"","interview":"","track_record":""},"committee":[{"name":"Dr. Ratna Dewi","note":"Ketua","element":"expert","file":["2"]}],"schedule":[{"activity":"Pengumuman","start":"01/03/2026","end":"15/03/2026"}]},"sent":{"positions":[1],"letter_number":"800/1","letter_scan":[1],"filling_method":"open_selection","reason":"retirement","reason_text":"<div>Pensiun.</div>","methods":["assessment_centre"],"scheme":[["managerial",40],["paper",20],["interview",30],["track_record",10]],"committee":[{"name":"Dr. Ratna Dewi","note":"Ketua","element":"expert","file":[2]}],"schedule":[{"activity":"Pengumuman","start":"2026-03-01","end":"2026-03-15"}]}}', '800/1');
INSERT INTO seen (account_id, record_kind, record_id, seen_at)
VALUES (2, 'plan', 2, '2026-04-02T00:00:00+00:00');
INSERT INTO attachment (id, owner_id, institution_id, name, media_type, size, sha256, key, created_at, record_kind, record_id, record_field)
VALUES (1, 1, 1, 'surat.pdf', 'application/pdf', 10, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'a/1', '2026-02-01T00:00:00+00:00', 'plan', 2, NULL),
       (2, 1, 1, 'panitia.pdf', 'application/pdf', 10, 'bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb', 'a/2', '2026-02-01T00:00:00+00:00', 'plan', 2, NULL),
       (3, 2, NULL, 'rekomendasi.pdf', 'application/pdf', 10, 'cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc', 'a/3', '2026-03-02T00:00:00+00:00', 'plan', 2, NULL),
       (4, 1, 1, 'lepas.pdf', 'application/pdf', 10, 'dddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddddd', 'a/4', '2026-03-02T00:00:00+00:00', NULL, NULL, NULL),
       (5, 2, NULL, 'foto.png', 'image/png', 10, 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', 'a/5', '2026-03-02T00:00:00+00:00', 'user', 2, 'photo');
UPDATE account SET photo_id = 5 WHERE id = 2;
INSERT INTO message (id, record_kind, record_id, kind, author_id, author_name, commission, text, files, changes, snapshot, at)
VALUES (1, 'plan', 2, 'submission', 1, 'Operator', FALSE, '', '[]', '{"v":1,"changes":[]}', '{"v":1,"typed":{"positions":["1"],"letter_number":"800/0","letter_scan":["1"],"filling_method":"open_selection","reason":"retirement","reason_text":"<div>Pensiun.</div>","methods":["assessment_centre"],"weights":{"managerial":"40","paper":"20","interview":"30","track_record":"10"},"order":{"managerial":"","paper":"","interview":"","track_record":""},"committee":[{"name":"Dr. Ratna Dewi","note":"Ketua","element":"expert","file":["2"]}],"schedule":[{"activity":"Pengumuman","start":"01/03/2026","end":"15/03/2026"}]}}', '2026-02-02T00:00:00+00:00'),
       (2, 'plan', 2, 'note', 2, 'Asisten 1', TRUE, '<div>Mohon dilengkapi.</div>', '[3]', '{"v":1,"changes":[{"label":"No. Surat Pengantar","before":"800/0","after":"800/1"}]}', NULL, '2026-02-03T00:00:00+00:00');
INSERT INTO vacancy (id, plan_id, position_id, open, version, applicant_count, inauguration)
VALUES (1, 2, 1, TRUE, 3, 12, '{"inauguration":"documented","by":{"id":1,"name":"Operator"},"at":"2026-05-01T00:00:00Z","documents":{"minutes":"<div>Dilantik.</div>","minutes_files":[1],"decree":"<div>SK</div>","decree_files":[1]},"v":1}');
INSERT INTO applicant (id, vacancy_id, name, nip, agency, version, reached, accepted, decided_by_id, decided_at, track_record, created_at, updated_by_id, updated_by_name, updated_at)
VALUES (1, 1, 'Budi Santoso', '197203101998031005', 'Dinas Sosial', 7, 4, TRUE, 1, '2026-04-01T00:00:00+00:00', '{"text":"<div>Tidak ada catatan.</div>","files":[1],"v":1}', '2026-03-10T00:00:00+00:00', 1, 'Operator', '2026-04-01T00:00:00+00:00'),
       (2, 1, 'Siti Aminah', '197303101998032009', 'Dinas Sosial', 3, 2, NULL, NULL, NULL, NULL, '2026-03-10T00:00:00+00:00', 1, 'Operator', '2026-03-20T00:00:00+00:00');
INSERT INTO score (applicant_id, stage, rater_id, value) VALUES (1, 'managerial', NULL, 700), (1, 'paper', NULL, 800),
       (1, 'interview', NULL, 750), (1, 'track_record', NULL, 900), (2, 'managerial', NULL, 650);
INSERT INTO score_change (id, applicant_id, stage, before_score, after_score, reason, by_id, by_name, at)
VALUES (1, 1, 'managerial', NULL, 650, NULL, 1, 'Operator', '2026-03-11T00:00:00+00:00'),
       (2, 1, 'managerial', 650, 700, 'salah ketik', 1, 'Operator', '2026-03-12T00:00:00+00:00');
INSERT INTO report_round (plan_id, round, report, by_id, by_name, at, passed, reviewed_by_id, reviewed_by_name, reviewed_at, review)
VALUES (2, 1, '{"note":"<div>Selesai.</div>","cover_files":[1],"stage_files":[1],"minutes":"<div>Rapat.</div>","minutes_files":[1],"v":1}', 1, 'Operator', '2026-03-30T00:00:00+00:00', FALSE, 2, 'Asisten 1', '2026-04-01T00:00:00+00:00', '{"text":"<div>Lengkapi.</div>","files":[3],"v":1}');
INSERT INTO monitoring (id, vacancy_id, day, stage, findings, files, by_id, by_name, at)
VALUES (1, 1, '2026-03-15', 'interview', '<div>Tertib.</div>', '[3]', 2, 'Asisten 1', '2026-03-15T00:00:00+00:00');
INSERT INTO activity (id, account_id, name, at, address, act, record_kind, record_id, institution_id, before_data, after_data)
VALUES (1, 1, 'Operator', '2026-02-02T00:00:00+00:00', '10.0.0.1', 'submit_plan', 'plan', 2, 1, '{"status":"Draf"}', '{"status":"Baru"}'),
       (2, 2, 'Asisten 1', '2026-02-03T00:00:00+00:00', '10.0.0.2', 'request_correction', 'plan', 2, 1, '{"status":"Direviu"}', '{"status":"Perbaikan"}'),
       (3, 1, 'Operator', '2026-02-09T00:00:00+00:00', '10.0.0.1', 'submit_plan', 'plan', 2, 1, '{"status":"Perbaikan"}', '{"status":"Direviu"}'),
       (4, 2, 'Asisten 1', '2026-02-18T00:00:00+00:00', '10.0.0.2', 'approve_plan', 'plan', 2, 1, '{"status":"Direviu"}', '{"status":"Proses"}'),
       (5, 1, 'Operator', '2026-03-30T00:00:00+00:00', '10.0.0.1', 'send_report', 'plan', 2, 1, NULL, '{"putaran":1}'),
       (6, 2, 'Asisten 1', '2026-04-01T00:00:00+00:00', '10.0.0.2', 'return_report', 'plan', 2, 1, NULL, '{"putaran":1}');
