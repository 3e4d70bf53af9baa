DROP TABLE cells;
DROP TABLE grants;
DROP TABLE feed;
DROP TABLE bucket_heads;
DROP TABLE act_details;
DROP TABLE acts;
DROP TABLE settings;
