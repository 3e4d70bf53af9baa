DROP TABLE sign_ups;
DROP TABLE shift_seats;
DROP TABLE shifts;
DROP TABLE activities;
DROP TABLE sites;
DROP TABLE programs;
DROP TABLE leases;
