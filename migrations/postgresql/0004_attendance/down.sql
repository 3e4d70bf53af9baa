DROP TABLE session_days;
DROP TABLE served_cells;
DROP TABLE shift_reports;
DROP TABLE ledger_entries;
DROP TABLE service_records;
DROP TABLE attendance_evidence;
DROP TABLE attendance_events;
DROP TABLE attendances;
