BEGIN TRANSACTION;
CREATE TABLE answer (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    request TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    at INTEGER NOT NULL,
    nth INTEGER PRIMARY KEY,
    UNIQUE (actor, key)
) STRICT;
INSERT INTO "answer" VALUES('kiosk:pintu','key','x',200,'',1795399200000,1);
CREATE TABLE attempt (
    name TEXT PRIMARY KEY,
    failures INTEGER NOT NULL CHECK (failures > 0),
    until INTEGER
) STRICT;
INSERT INTO "attempt" VALUES('officer:sari',3,1795486800000);
CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    -- Why this try failed; NULL for a good one.
    trouble TEXT
) STRICT;
INSERT INTO "backup" VALUES(1,1795486800000,'antrean-20261123T020000Z.sqlite3',1000,5,NULL);
CREATE TABLE call (
    id INTEGER PRIMARY KEY,
    service_date TEXT NOT NULL,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    step INTEGER NOT NULL REFERENCES step (id),
    counter INTEGER NOT NULL,
    zone TEXT NOT NULL,
    nth INTEGER NOT NULL CHECK (nth > 0),
    at INTEGER NOT NULL,
    officer TEXT,
    announced_at INTEGER,
    announced_by TEXT,
    -- A repeat of a call to the same counter, not a new one after the visitor was put back.
    repeat INTEGER NOT NULL DEFAULT 0 CHECK (repeat IN (0, 1)),
    UNIQUE (step, nth)
) STRICT;
INSERT INTO "call" VALUES(1,'2026-11-23',1,1,1,'hall',1,1795399200000,NULL,1795399200000,'manager:program',0);
INSERT INTO "call" VALUES(2,'2026-11-23',1,1,1,'hall',2,1795399200000,NULL,NULL,NULL,1);
INSERT INTO "call" VALUES(3,'2026-11-23',2,2,1,'hall',1,1795399200000,NULL,NULL,NULL,0);
INSERT INTO "call" VALUES(4,'2026-11-23',2,2,1,'hall',2,1795399200000,NULL,NULL,NULL,0);
INSERT INTO "call" VALUES(5,'2026-11-23',3,3,1,'hall',1,1795399200000,NULL,NULL,NULL,0);
INSERT INTO "call" VALUES(6,'2026-11-23',8,8,1,'hall',1,1795399200000,NULL,NULL,NULL,0);
INSERT INTO "call" VALUES(7,'2026-11-23',4,4,4,'hall',1,1795399200000,NULL,NULL,NULL,0);
INSERT INTO "call" VALUES(8,'2026-11-23',1,1,1,'hall',3,1795399200000,NULL,NULL,NULL,0);
INSERT INTO "call" VALUES(9,'2026-11-23',3,3,1,'hall',2,1795399200000,NULL,NULL,NULL,0);
CREATE TABLE counter (
    number INTEGER PRIMARY KEY,
    state TEXT NOT NULL CHECK (state IN ('open', 'paused', 'closed')),
    officer TEXT,
    since INTEGER NOT NULL,
    -- A break: why, until when, and who asked for it if not its officer. With wish it has not begun yet: it begins when
    -- the visitor who is here has gone, and lasts so many minutes, or until back_at.
    reason TEXT,
    minutes INTEGER,
    back_at INTEGER,
    asked_by TEXT,
    wish INTEGER NOT NULL DEFAULT 0 CHECK (wish IN (0, 1))
) STRICT;
INSERT INTO "counter" VALUES(1,'closed',NULL,1795485600000,NULL,NULL,NULL,NULL,0);
INSERT INTO "counter" VALUES(2,'closed',NULL,1795485600000,NULL,NULL,NULL,NULL,0);
INSERT INTO "counter" VALUES(4,'closed',NULL,1795485600000,NULL,NULL,NULL,NULL,0);
CREATE TABLE counter_day (
    service_date TEXT NOT NULL,
    number INTEGER NOT NULL,
    served INTEGER NOT NULL DEFAULT 0,
    no_shows INTEGER NOT NULL DEFAULT 0,
    served_ms INTEGER NOT NULL DEFAULT 0,
    called INTEGER NOT NULL DEFAULT 0,
    waited_ms INTEGER NOT NULL DEFAULT 0,
    -- When the counter was first opened on the day.
    opened_at INTEGER,
    -- How many acts at the counter were taken back.
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_date, number)
) STRICT;
INSERT INTO "counter_day" VALUES('2026-11-23',1,2,1,0,4,0,1795399200000,0);
INSERT INTO "counter_day" VALUES('2026-11-23',2,0,0,0,0,0,1795399200000,0);
INSERT INTO "counter_day" VALUES('2026-11-23',4,1,0,0,1,0,1795399200000,0);
CREATE TABLE day (
    service_date TEXT PRIMARY KEY,
    closed_at INTEGER NOT NULL,
    recap TEXT NOT NULL
) STRICT;
INSERT INTO "day" VALUES('2026-11-23',1795485600000,'{"service_date":"2026-11-23","closed_at":"2026-11-24T02:00:00Z","tickets":10,"services":[{"agency":"dukcapil","service":"dukcapil.kk","served":0,"no_show":0,"cancelled":0,"void":0,"transferred":0,"expired":1,"mean_wait":0.0,"median_wait":0.0,"p90_wait":0.0,"mean_service":null},{"agency":"dukcapil","service":"dukcapil.ktp","served":2,"no_show":0,"cancelled":0,"void":0,"transferred":1,"expired":4,"mean_wait":0.0,"median_wait":0.0,"p90_wait":0.0,"mean_service":0.0},{"agency":"tax","service":"tax.npwp","served":1,"no_show":0,"cancelled":1,"void":0,"transferred":0,"expired":1,"mean_wait":0.0,"median_wait":0.0,"p90_wait":0.0,"mean_service":0.0}],"undone":0}');
CREATE TABLE device (
    key INTEGER PRIMARY KEY,
    connected INTEGER NOT NULL CHECK (connected IN (0, 1)),
    address TEXT,
    seen_at INTEGER NOT NULL,
    state TEXT
) STRICT;
INSERT INTO "device" VALUES(1,0,'10.0.0.2',1795486800000,NULL);
CREATE TABLE device_zone (
    role TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    PRIMARY KEY (role, name)
) STRICT;
INSERT INTO "device_zone" VALUES('display','aula','hall');
CREATE TABLE event (
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    service_date TEXT NOT NULL,
    kind TEXT NOT NULL,
    actor TEXT NOT NULL,
    address TEXT,
    ticket INTEGER,
    step INTEGER,
    call INTEGER,
    body TEXT NOT NULL
) STRICT;
INSERT INTO "event" VALUES(1,1795399200000,'2026-11-23','key.created','manager:program',NULL,NULL,NULL,NULL,'{"seq":1,"at":"2026-11-23T02:00:00Z","kind":"key.created","actor":"manager:program","subject":"kiosk:pintu"}');
INSERT INTO "event" VALUES(2,1795399200000,'2026-11-23','device.changed','manager:program',NULL,NULL,NULL,NULL,'{"seq":2,"at":"2026-11-23T02:00:00Z","kind":"device.changed","actor":"manager:program","device":{"id":1,"role":"kiosk","name":"pintu","connected":false,"seen_at":null,"address":null,"state":null,"zone":null}}');
INSERT INTO "event" VALUES(3,1795399200000,'2026-11-23','counter.opened','manager:program',NULL,NULL,NULL,NULL,'{"seq":3,"at":"2026-11-23T02:00:00Z","kind":"counter.opened","actor":"manager:program","counter":{"number":1,"agency":"dukcapil","services":["dukcapil.ktp","dukcapil.kk"],"zone":"hall","state":"open","officer":null,"name":null,"pause":null},"day":{"number":1,"served":0,"no_shows":0,"mean_service":null,"mean_wait":null,"undone":0}}');
INSERT INTO "event" VALUES(4,1795399200000,'2026-11-23','counter.opened','manager:program',NULL,NULL,NULL,NULL,'{"seq":4,"at":"2026-11-23T02:00:00Z","kind":"counter.opened","actor":"manager:program","counter":{"number":2,"agency":"dukcapil","services":["dukcapil.ktp","dukcapil.kk"],"zone":"hall","state":"open","officer":null,"name":null,"pause":null},"day":{"number":2,"served":0,"no_shows":0,"mean_service":null,"mean_wait":null,"undone":0}}');
INSERT INTO "event" VALUES(5,1795399200000,'2026-11-23','counter.opened','manager:program',NULL,NULL,NULL,NULL,'{"seq":5,"at":"2026-11-23T02:00:00Z","kind":"counter.opened","actor":"manager:program","counter":{"number":4,"agency":"tax","services":["tax.npwp"],"zone":"hall","state":"open","officer":null,"name":null,"pause":null},"day":{"number":4,"served":0,"no_shows":0,"mean_service":null,"mean_wait":null,"undone":0}}');
INSERT INTO "event" VALUES(6,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,1,1,NULL,'{"seq":6,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(7,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,2,2,NULL,'{"seq":7,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(8,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,3,3,NULL,'{"seq":8,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(9,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,4,4,NULL,'{"seq":9,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":4,"label":"B-001","agency":"tax","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":4,"ticket":4,"service":"tax.npwp","agency":"tax","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(10,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,5,5,NULL,'{"seq":10,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":5,"label":"A-004","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":5,"ticket":5,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(11,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,6,6,NULL,'{"seq":11,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":6,"label":"A-005","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":6,"ticket":6,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(12,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,7,7,NULL,'{"seq":12,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":7,"label":"A-006","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":7,"ticket":7,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(13,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,8,8,NULL,'{"seq":13,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":8,"ticket":8,"service":"dukcapil.ktp","agency":"dukcapil","state":"reserved","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(14,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,9,9,NULL,'{"seq":14,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":9,"label":"A-008","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":9,"ticket":9,"service":"dukcapil.ktp","agency":"dukcapil","state":"reserved","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(15,1795399200000,'2026-11-23','ticket.printed','manager:program',NULL,8,8,NULL,'{"seq":15,"at":"2026-11-23T02:00:00Z","kind":"ticket.printed","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":8,"ticket":8,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(16,1795399200000,'2026-11-23','ticket.print_failed','manager:program',NULL,9,9,NULL,'{"seq":16,"at":"2026-11-23T02:00:00Z","kind":"ticket.print_failed","actor":"manager:program","ticket":{"id":9,"label":"A-008","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":9,"ticket":9,"service":"dukcapil.ktp","agency":"dukcapil","state":"void","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":"paper_out","queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(17,1795399200000,'2026-11-23','ticket.revived','manager:program',NULL,9,9,NULL,'{"seq":17,"at":"2026-11-23T02:00:00Z","kind":"ticket.revived","actor":"manager:program","ticket":{"id":9,"label":"A-008","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":9,"ticket":9,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":"paper_out","queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(18,1795399200000,'2026-11-23','ticket.reprint_wanted','manager:program',NULL,8,8,NULL,'{"seq":18,"at":"2026-11-23T02:00:00Z","kind":"ticket.reprint_wanted","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":8,"ticket":8,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(19,1795399200000,'2026-11-23','step.called','manager:program',NULL,1,1,1,'{"seq":19,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":1,"ticket":1,"step":1,"label":"A-001","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":1,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":0,"no_shows":0,"mean_service":null,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(20,1795399200000,'2026-11-23','call.announced','manager:program',NULL,NULL,NULL,1,'{"seq":20,"at":"2026-11-23T02:00:00Z","kind":"call.announced","actor":"manager:program","call":{"id":1,"ticket":1,"step":1,"label":"A-001","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":1,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":"2026-11-23T02:00:00Z","repeat":false,"over":false}}');
INSERT INTO "event" VALUES(21,1795399200000,'2026-11-23','step.recalled','manager:program',NULL,1,1,2,'{"seq":21,"at":"2026-11-23T02:00:00Z","kind":"step.recalled","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":2,"ticket":1,"step":1,"label":"A-001","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":2,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":true,"over":false}}');
INSERT INTO "event" VALUES(22,1795399200000,'2026-11-23','step.no_show','manager:program',NULL,1,1,NULL,'{"seq":22,"at":"2026-11-23T02:00:00Z","kind":"step.no_show","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"no_show","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"day":{"number":1,"served":0,"no_shows":1,"mean_service":null,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(23,1795399200000,'2026-11-23','ticket.revived','manager:program',NULL,1,1,NULL,'{"seq":23,"at":"2026-11-23T02:00:00Z","kind":"ticket.revived","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":3,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(24,1795399200000,'2026-11-23','step.called','manager:program',NULL,2,2,3,'{"seq":24,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":3,"ticket":2,"step":2,"label":"A-002","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":1,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":0,"no_shows":1,"mean_service":null,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(25,1795399200000,'2026-11-23','step.let_pass','manager:program',NULL,1,1,NULL,'{"seq":25,"at":"2026-11-23T02:00:00Z","kind":"step.let_pass","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":2,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(26,1795399200000,'2026-11-23','step.started','manager:program',NULL,2,2,NULL,'{"seq":26,"at":"2026-11-23T02:00:00Z","kind":"step.started","actor":"manager:program","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"serving","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(27,1795399200000,'2026-11-23','step.held','manager:program',NULL,2,2,NULL,'{"seq":27,"at":"2026-11-23T02:00:00Z","kind":"step.held","actor":"manager:program","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"held","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":1,"why":"regular","note":"photo","queued_at":"2026-11-23T02:00:00Z","prefers":1,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(28,1795399200000,'2026-11-23','step.called','manager:program',NULL,2,2,4,'{"seq":28,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":2,"why":"resumed","note":"photo","queued_at":"2026-11-23T02:00:00Z","prefers":1,"skip":0,"hold_until":null,"came_from":null},"call":{"id":4,"ticket":2,"step":2,"label":"A-002","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":2,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":0,"no_shows":1,"mean_service":null,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(29,1795399200000,'2026-11-23','step.let_pass','manager:program',NULL,1,1,NULL,'{"seq":29,"at":"2026-11-23T02:00:00Z","kind":"step.let_pass","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":1,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(30,1795399200000,'2026-11-23','step.started','manager:program',NULL,2,2,NULL,'{"seq":30,"at":"2026-11-23T02:00:00Z","kind":"step.started","actor":"manager:program","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"serving","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":2,"why":"resumed","note":"photo","queued_at":"2026-11-23T02:00:00Z","prefers":1,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(31,1795399200000,'2026-11-23','step.finished','manager:program',NULL,2,2,NULL,'{"seq":31,"at":"2026-11-23T02:00:00Z","kind":"step.finished","actor":"manager:program","ticket":{"id":2,"label":"A-002","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":2,"ticket":2,"service":"dukcapil.ktp","agency":"dukcapil","state":"served","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":"2026-11-23T02:00:00Z","calls":2,"why":"resumed","note":"photo","queued_at":"2026-11-23T02:00:00Z","prefers":1,"skip":0,"hold_until":null,"came_from":null},"day":{"number":1,"served":1,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(32,1795399200000,'2026-11-23','step.called','manager:program',NULL,3,3,5,'{"seq":32,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":5,"ticket":3,"step":3,"label":"A-003","agency":"dukcapil","service":"dukcapil.kk","counter":1,"zone":"hall","nth":1,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":1,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(33,1795399200000,'2026-11-23','step.let_pass','manager:program',NULL,1,1,NULL,'{"seq":33,"at":"2026-11-23T02:00:00Z","kind":"step.let_pass","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(34,1795399200000,'2026-11-23','step.put_back','manager:program',NULL,3,3,NULL,'{"seq":34,"at":"2026-11-23T02:00:00Z","kind":"step.put_back","actor":"manager:program","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"waiting","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":1,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(35,1795399200000,'2026-11-23','step.called','manager:program',NULL,8,8,6,'{"seq":35,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":8,"ticket":8,"service":"dukcapil.ktp","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"chosen","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":6,"ticket":8,"step":8,"label":"A-007","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":1,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":1,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(36,1795399200000,'2026-11-23','step.let_pass','manager:program',NULL,3,3,NULL,'{"seq":36,"at":"2026-11-23T02:00:00Z","kind":"step.let_pass","actor":"manager:program","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"waiting","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(37,1795399200000,'2026-11-23','step.started','manager:program',NULL,8,8,NULL,'{"seq":37,"at":"2026-11-23T02:00:00Z","kind":"step.started","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":8,"ticket":8,"service":"dukcapil.ktp","agency":"dukcapil","state":"serving","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":1,"why":"chosen","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(38,1795399200000,'2026-11-23','step.transferred','manager:program',NULL,8,8,NULL,'{"seq":38,"at":"2026-11-23T02:00:00Z","kind":"step.transferred","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":8,"ticket":8,"service":"dukcapil.ktp","agency":"dukcapil","state":"transferred","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":"2026-11-23T02:00:00Z","calls":1,"why":"chosen","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"day":{"number":1,"served":1,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(39,1795399200000,'2026-11-23','step.arrived','manager:program',NULL,8,10,NULL,'{"seq":39,"at":"2026-11-23T02:00:00Z","kind":"step.arrived","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":10,"ticket":8,"service":"tax.npwp","agency":"tax","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":8}}');
INSERT INTO "event" VALUES(40,1795399200000,'2026-11-23','step.called','manager:program',NULL,4,4,7,'{"seq":40,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":4,"label":"B-001","agency":"tax","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":4,"ticket":4,"service":"tax.npwp","agency":"tax","state":"called","counter":4,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":7,"ticket":4,"step":4,"label":"B-001","agency":"tax","service":"tax.npwp","counter":4,"zone":"hall","nth":1,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":4,"served":0,"no_shows":0,"mean_service":null,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(41,1795399200000,'2026-11-23','step.started','manager:program',NULL,4,4,NULL,'{"seq":41,"at":"2026-11-23T02:00:00Z","kind":"step.started","actor":"manager:program","ticket":{"id":4,"label":"B-001","agency":"tax","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":4,"ticket":4,"service":"tax.npwp","agency":"tax","state":"serving","counter":4,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(42,1795399200000,'2026-11-23','step.finished','manager:program',NULL,4,4,NULL,'{"seq":42,"at":"2026-11-23T02:00:00Z","kind":"step.finished","actor":"manager:program","ticket":{"id":4,"label":"B-001","agency":"tax","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":4,"ticket":4,"service":"tax.npwp","agency":"tax","state":"served","counter":4,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":"2026-11-23T02:00:00Z","calls":1,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"day":{"number":4,"served":1,"no_shows":0,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(43,1795399200000,'2026-11-23','counter.paused','manager:program',NULL,NULL,NULL,NULL,'{"seq":43,"at":"2026-11-23T02:00:00Z","kind":"counter.paused","actor":"manager:program","counter":{"number":2,"agency":"dukcapil","services":["dukcapil.ktp","dukcapil.kk"],"zone":"hall","state":"paused","officer":null,"name":null,"pause":{"reason":null,"since":"2026-11-23T02:00:00Z","minutes":null,"back_at":null,"by":"program"}},"day":{"number":2,"served":0,"no_shows":0,"mean_service":null,"mean_wait":null,"undone":0}}');
INSERT INTO "event" VALUES(44,1795399200000,'2026-11-23','step.called','manager:program',NULL,1,1,8,'{"seq":44,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":3,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":8,"ticket":1,"step":1,"label":"A-001","agency":"dukcapil","service":"dukcapil.ktp","counter":1,"zone":"hall","nth":3,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":1,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(45,1795399200000,'2026-11-23','step.started','manager:program',NULL,1,1,NULL,'{"seq":45,"at":"2026-11-23T02:00:00Z","kind":"step.started","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"serving","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":3,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(46,1795399200000,'2026-11-23','step.finished','manager:program',NULL,1,1,NULL,'{"seq":46,"at":"2026-11-23T02:00:00Z","kind":"step.finished","actor":"manager:program","ticket":{"id":1,"label":"A-001","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":1,"ticket":1,"service":"dukcapil.ktp","agency":"dukcapil","state":"served","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":"2026-11-23T02:00:00Z","calls":3,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"day":{"number":1,"served":2,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(47,1795399200000,'2026-11-23','step.called','manager:program',NULL,3,3,9,'{"seq":47,"at":"2026-11-23T02:00:00Z","kind":"step.called","actor":"manager:program","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"called","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null},"call":{"id":9,"ticket":3,"step":3,"label":"A-003","agency":"dukcapil","service":"dukcapil.kk","counter":1,"zone":"hall","nth":2,"at":"2026-11-23T02:00:00Z","lang":"id","priority":false,"announced_at":null,"repeat":false,"over":false},"day":{"number":1,"served":2,"no_shows":1,"mean_service":0.0,"mean_wait":0.0,"undone":0}}');
INSERT INTO "event" VALUES(48,1795399200000,'2026-11-23','step.started','manager:program',NULL,3,3,NULL,'{"seq":48,"at":"2026-11-23T02:00:00Z","kind":"step.started","actor":"manager:program","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"serving","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(49,1795399200000,'2026-11-23','ticket.issued','kiosk:pintu',NULL,10,11,NULL,'{"seq":49,"at":"2026-11-23T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":10,"label":"B-002","agency":"tax","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":11,"ticket":10,"service":"tax.npwp","agency":"tax","state":"waiting","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(50,1795399200000,'2026-11-23','ticket.cancelled','manager:program',NULL,10,11,NULL,'{"seq":50,"at":"2026-11-23T02:00:00Z","kind":"ticket.cancelled","actor":"manager:program","ticket":{"id":10,"label":"B-002","agency":"tax","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":11,"ticket":10,"service":"tax.npwp","agency":"tax","state":"cancelled","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":"2026-11-23T02:00:00Z","calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(51,1795485600000,'2026-11-24','step.expired','manager:program',NULL,3,3,NULL,'{"seq":51,"at":"2026-11-24T02:00:00Z","kind":"step.expired","actor":"manager:program","ticket":{"id":3,"label":"A-003","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":3,"ticket":3,"service":"dukcapil.kk","agency":"dukcapil","state":"expired","counter":1,"arrived_at":"2026-11-23T02:00:00Z","called_at":"2026-11-23T02:00:00Z","started_at":"2026-11-23T02:00:00Z","ended_at":"2026-11-24T02:00:00Z","calls":2,"why":"regular","note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(52,1795485600000,'2026-11-24','step.expired','manager:program',NULL,5,5,NULL,'{"seq":52,"at":"2026-11-24T02:00:00Z","kind":"step.expired","actor":"manager:program","ticket":{"id":5,"label":"A-004","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":5,"ticket":5,"service":"dukcapil.ktp","agency":"dukcapil","state":"expired","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":"2026-11-24T02:00:00Z","calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(53,1795485600000,'2026-11-24','step.expired','manager:program',NULL,6,6,NULL,'{"seq":53,"at":"2026-11-24T02:00:00Z","kind":"step.expired","actor":"manager:program","ticket":{"id":6,"label":"A-005","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":6,"ticket":6,"service":"dukcapil.ktp","agency":"dukcapil","state":"expired","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":"2026-11-24T02:00:00Z","calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(54,1795485600000,'2026-11-24','step.expired','manager:program',NULL,7,7,NULL,'{"seq":54,"at":"2026-11-24T02:00:00Z","kind":"step.expired","actor":"manager:program","ticket":{"id":7,"label":"A-006","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":7,"ticket":7,"service":"dukcapil.ktp","agency":"dukcapil","state":"expired","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":"2026-11-24T02:00:00Z","calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(55,1795485600000,'2026-11-24','step.expired','manager:program',NULL,9,9,NULL,'{"seq":55,"at":"2026-11-24T02:00:00Z","kind":"step.expired","actor":"manager:program","ticket":{"id":9,"label":"A-008","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":9,"ticket":9,"service":"dukcapil.ktp","agency":"dukcapil","state":"expired","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":"2026-11-24T02:00:00Z","calls":0,"why":null,"note":"paper_out","queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(56,1795485600000,'2026-11-24','step.expired','manager:program',NULL,8,10,NULL,'{"seq":56,"at":"2026-11-24T02:00:00Z","kind":"step.expired","actor":"manager:program","ticket":{"id":8,"label":"A-007","agency":"dukcapil","service_date":"2026-11-23","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-23T02:00:00Z"},"step":{"id":10,"ticket":8,"service":"tax.npwp","agency":"tax","state":"expired","counter":null,"arrived_at":"2026-11-23T02:00:00Z","called_at":null,"started_at":null,"ended_at":"2026-11-24T02:00:00Z","calls":0,"why":null,"note":null,"queued_at":"2026-11-23T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":8}}');
INSERT INTO "event" VALUES(57,1795485600000,'2026-11-24','counter.closed','manager:program',NULL,NULL,NULL,NULL,'{"seq":57,"at":"2026-11-24T02:00:00Z","kind":"counter.closed","actor":"manager:program","counter":{"number":1,"agency":"dukcapil","services":["dukcapil.ktp","dukcapil.kk"],"zone":"hall","state":"closed","officer":null,"name":null,"pause":null}}');
INSERT INTO "event" VALUES(58,1795485600000,'2026-11-24','counter.closed','manager:program',NULL,NULL,NULL,NULL,'{"seq":58,"at":"2026-11-24T02:00:00Z","kind":"counter.closed","actor":"manager:program","counter":{"number":2,"agency":"dukcapil","services":["dukcapil.ktp","dukcapil.kk"],"zone":"hall","state":"closed","officer":null,"name":null,"pause":null}}');
INSERT INTO "event" VALUES(59,1795485600000,'2026-11-24','counter.closed','manager:program',NULL,NULL,NULL,NULL,'{"seq":59,"at":"2026-11-24T02:00:00Z","kind":"counter.closed","actor":"manager:program","counter":{"number":4,"agency":"tax","services":["tax.npwp"],"zone":"hall","state":"closed","officer":null,"name":null,"pause":null}}');
INSERT INTO "event" VALUES(60,1795485600000,'2026-11-24','day.closed','manager:program',NULL,NULL,NULL,NULL,'{"seq":60,"at":"2026-11-24T02:00:00Z","kind":"day.closed","actor":"manager:program","recap":{"service_date":"2026-11-23","closed_at":"2026-11-24T02:00:00Z","tickets":10,"services":[{"agency":"dukcapil","service":"dukcapil.kk","served":0,"no_show":0,"cancelled":0,"void":0,"transferred":0,"expired":1,"mean_wait":0.0,"median_wait":0.0,"p90_wait":0.0,"mean_service":null},{"agency":"dukcapil","service":"dukcapil.ktp","served":2,"no_show":0,"cancelled":0,"void":0,"transferred":1,"expired":4,"mean_wait":0.0,"median_wait":0.0,"p90_wait":0.0,"mean_service":0.0},{"agency":"tax","service":"tax.npwp","served":1,"no_show":0,"cancelled":1,"void":0,"transferred":0,"expired":1,"mean_wait":0.0,"median_wait":0.0,"p90_wait":0.0,"mean_service":0.0}],"undone":0}}');
INSERT INTO "event" VALUES(61,1795485600000,'2026-11-24','ticket.issued','kiosk:pintu',NULL,11,12,NULL,'{"seq":61,"at":"2026-11-24T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":11,"label":"A-001","agency":"dukcapil","service_date":"2026-11-24","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-24T02:00:00Z"},"step":{"id":12,"ticket":11,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-24T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-24T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(62,1795485600000,'2026-11-24','ticket.issued','kiosk:pintu',NULL,12,13,NULL,'{"seq":62,"at":"2026-11-24T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":12,"label":"B-001","agency":"tax","service_date":"2026-11-24","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-24T02:00:00Z"},"step":{"id":13,"ticket":12,"service":"tax.npwp","agency":"tax","state":"waiting","counter":null,"arrived_at":"2026-11-24T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-24T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
INSERT INTO "event" VALUES(63,1795485600000,'2026-11-24','ticket.issued','kiosk:pintu',NULL,13,14,NULL,'{"seq":63,"at":"2026-11-24T02:00:00Z","kind":"ticket.issued","actor":"kiosk:pintu","ticket":{"id":13,"label":"A-002","agency":"dukcapil","service_date":"2026-11-24","priority":false,"lang":"id","source":"kiosk:pintu","issued_at":"2026-11-24T02:00:00Z"},"step":{"id":14,"ticket":13,"service":"dukcapil.ktp","agency":"dukcapil","state":"waiting","counter":null,"arrived_at":"2026-11-24T02:00:00Z","called_at":null,"started_at":null,"ended_at":null,"calls":0,"why":null,"note":null,"queued_at":"2026-11-24T02:00:00Z","prefers":null,"skip":0,"hold_until":null,"came_from":null}}');
CREATE TABLE fairness (
    service_date TEXT NOT NULL,
    services TEXT NOT NULL,
    regular_run INTEGER NOT NULL CHECK (regular_run >= 0),
    PRIMARY KEY (service_date, services)
) STRICT;
INSERT INTO "fairness" VALUES('2026-11-23','dukcapil.kk,dukcapil.ktp',6);
INSERT INTO "fairness" VALUES('2026-11-23','tax.npwp',1);
CREATE TABLE key (
    id INTEGER PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('kiosk', 'display', 'officer', 'manager')),
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    created_at INTEGER NOT NULL,
    -- Whose counters an officer's key works; NULL for those of every agency, and for other keys.
    agency TEXT CHECK (agency IS NULL OR role = 'officer'),
    UNIQUE (role, name)
) STRICT;
INSERT INTO "key" VALUES(1,'kiosk','pintu','25107591fecc5ed879ab700aec45dd05b553d7491f4da5bf25c74ade69eebcb7',1795399200000,NULL);
INSERT INTO "key" VALUES(2,'officer','panel','x',1795486800000,'tax');
CREATE TABLE last_act (
    counter INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL
) STRICT;
INSERT INTO "last_act" VALUES(1,1795399200000,'call_next','[[{"3":{"id":3,"ticket":3,"service_date":"2026-11-23","service":"dukcapil.kk","agency":"dukcapil","priority":0,"state":"waiting","counter":1,"officer":null,"arrived_at":1795399200000,"called_at":1795399200000,"started_at":null,"ended_at":null,"calls":1,"why":"regular","note":null,"queued_at":1795399200000,"prefers":null,"skip":0,"hold_until":null,"came_from":null,"began_at":null,"served_ms":0},"1":{"id":1,"ticket":1,"service_date":"2026-11-23","service":"dukcapil.ktp","agency":"dukcapil","priority":0,"state":"serving","counter":1,"officer":null,"arrived_at":1795399200000,"called_at":1795399200000,"started_at":1795399200000,"ended_at":null,"calls":3,"why":"regular","note":null,"queued_at":1795399200000,"prefers":null,"skip":0,"hold_until":null,"came_from":null,"began_at":1795399200000,"served_ms":0}},{"counter_day 1":{"service_date":"2026-11-23","number":1,"served":1,"no_shows":1,"served_ms":0,"called":4,"waited_ms":0,"opened_at":1795399200000,"undone":0},"tally dukcapil.kk":{"service_date":"2026-11-23","service":"dukcapil.kk","taken":1,"served":0,"served_ms":0,"desk_weight":1.0,"desk_minutes":0.0,"desk_squares":0.0,"calls":1,"priority":0,"again":0},"tally dukcapil.ktp":{"service_date":"2026-11-23","service":"dukcapil.ktp","taken":7,"served":1,"served_ms":0,"desk_weight":3.7663359999999995,"desk_minutes":0.0,"desk_squares":0.0,"calls":5,"priority":0,"again":2}},{"number":1,"state":"open","officer":null,"since":1795399200000,"reason":null,"minutes":null,"back_at":null,"asked_by":null,"wish":0},{},5],[{"1":{"id":1,"ticket":1,"service_date":"2026-11-23","service":"dukcapil.ktp","agency":"dukcapil","priority":0,"state":"served","counter":1,"officer":null,"arrived_at":1795399200000,"called_at":1795399200000,"started_at":1795399200000,"ended_at":1795399200000,"calls":3,"why":"regular","note":null,"queued_at":1795399200000,"prefers":null,"skip":0,"hold_until":null,"came_from":null,"began_at":1795399200000,"served_ms":0},"3":{"id":3,"ticket":3,"service_date":"2026-11-23","service":"dukcapil.kk","agency":"dukcapil","priority":0,"state":"called","counter":1,"officer":null,"arrived_at":1795399200000,"called_at":1795399200000,"started_at":null,"ended_at":null,"calls":2,"why":"regular","note":null,"queued_at":1795399200000,"prefers":null,"skip":0,"hold_until":null,"came_from":null,"began_at":null,"served_ms":0}},{"counter_day 1":{"service_date":"2026-11-23","number":1,"served":2,"no_shows":1,"served_ms":0,"called":4,"waited_ms":0,"opened_at":1795399200000,"undone":0},"tally dukcapil.kk":{"service_date":"2026-11-23","service":"dukcapil.kk","taken":1,"served":0,"served_ms":0,"desk_weight":1.0,"desk_minutes":0.0,"desk_squares":0.0,"calls":2,"priority":0,"again":1},"tally dukcapil.ktp":{"service_date":"2026-11-23","service":"dukcapil.ktp","taken":7,"served":2,"served_ms":0,"desk_weight":4.61568256,"desk_minutes":0.0,"desk_squares":0.0,"calls":5,"priority":0,"again":2}},{"number":1,"state":"open","officer":null,"since":1795399200000,"reason":null,"minutes":null,"back_at":null,"asked_by":null,"wish":0},{},6]]');
CREATE TABLE lost_id (
    name TEXT PRIMARY KEY CHECK (name IN ('ticket', 'step', 'call')),
    last INTEGER NOT NULL CHECK (last >= 0)
) STRICT;
INSERT INTO "lost_id" VALUES('ticket',5);
CREATE TABLE migration (name TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT;
INSERT INTO "migration" VALUES('0001_queue',1795881182436);
CREATE TABLE officer (
    code TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('officer', 'manager')),
    agency TEXT,
    pin TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    CHECK (role = 'manager' OR agency IS NOT NULL)
) STRICT;
INSERT INTO "officer" VALUES('sari','Sari','officer','dukcapil','digest',1795486800000);
CREATE TABLE pairing (
    digest TEXT PRIMARY KEY,
    role TEXT NOT NULL CHECK (role IN ('kiosk', 'display')),
    name TEXT NOT NULL,
    ends_at INTEGER NOT NULL
) STRICT;
INSERT INTO "pairing" VALUES('digest','kiosk','pintu',1795486800000);
CREATE TABLE put_out (
    officer TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    at INTEGER NOT NULL,
    cause TEXT NOT NULL,
    asked_by TEXT
) STRICT;
INSERT INTO "put_out" VALUES('sari',1,1795486800000,'closed','budi');
CREATE TABLE reserve (
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    first INTEGER NOT NULL CHECK (first > 0),
    last INTEGER NOT NULL CHECK (last >= first),
    kiosk TEXT NOT NULL,
    -- The kiosk's journal that knows which of them were given.
    journal TEXT NOT NULL,
    granted_at INTEGER NOT NULL,
    PRIMARY KEY (service_date, series, first)
) STRICT;
INSERT INTO "reserve" VALUES('2026-11-24','A',901,920,'pintu','journal',1795486800000);
CREATE TABLE series (
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    last INTEGER NOT NULL CHECK (last > 0),
    PRIMARY KEY (service_date, series)
) STRICT;
INSERT INTO "series" VALUES('2026-11-23','A',8);
INSERT INTO "series" VALUES('2026-11-23','B',2);
INSERT INTO "series" VALUES('2026-11-24','A',2);
INSERT INTO "series" VALUES('2026-11-24','B',1);
CREATE TABLE session (
    digest TEXT PRIMARY KEY,
    officer TEXT NOT NULL REFERENCES officer (code),
    began_at INTEGER NOT NULL,
    ends_at INTEGER NOT NULL,
    -- When it was last used: it ends after a while without use.
    seen_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO "session" VALUES('digest','sari',1795486800000,1795486800001,1795486800000);
CREATE TABLE site (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    label TEXT NOT NULL,
    setting TEXT,
    toml TEXT NOT NULL
) STRICT;
INSERT INTO "site" VALUES(1,1795486800000,'small.toml',NULL,'
key = "small"
name = "MPP Kecil"
kind = "Mal Pelayanan Publik"
address = "Jalan Satu"
timezone = "Asia/Jakarta"

[hours]
monday-sunday = "00:00-23:59"

[policy]
calls_before_no_show = 2

[zone.hall]
name = "Aula"

[agency.dukcapil]
letter = "A"
short = "Disdukcapil"
name = "Dinas Kependudukan"
colour = "#0B6B63"
counters = "1-3"

[agency.dukcapil.service.ktp]
name = "KTP"
minutes = 10

[agency.dukcapil.service.kk]
name = "KK"
minutes = 10
quota = 2

[agency.tax]
letter = "B"
short = "Pajak"
name = "Kantor Pajak"
colour = "#0B6B63"
counters = "4"

[agency.tax.service.npwp]
name = "NPWP"
minutes = 5
');
CREATE TABLE step (
    id INTEGER PRIMARY KEY,
    ticket INTEGER NOT NULL REFERENCES ticket (id),
    service_date TEXT NOT NULL,
    service TEXT NOT NULL,
    agency TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
    state TEXT NOT NULL CHECK (
        state = 'waiting' OR state = 'called' OR state = 'serving' OR state = 'served' OR state = 'reserved'
        OR state = 'no_show' OR state = 'held' OR state = 'transferred' OR state = 'void' OR state = 'cancelled'
        OR state = 'expired'),
    counter INTEGER,
    officer TEXT,
    -- The visitor's first arrival, by which order goes.
    arrived_at INTEGER NOT NULL,
    called_at INTEGER,
    started_at INTEGER,
    ended_at INTEGER,
    calls INTEGER NOT NULL DEFAULT 0,
    why TEXT,
    note TEXT,
    -- When this step began to wait.
    queued_at INTEGER NOT NULL DEFAULT 0,
    -- The counter to which the visitor comes back.
    prefers INTEGER,
    -- So many other numbers go first.
    skip INTEGER NOT NULL DEFAULT 0 CHECK (skip >= 0),
    hold_until INTEGER,
    -- The step that ended when the visitor was sent on to this one.
    came_from INTEGER,
    -- When the visitor came to the counter last, and how long the visits before took together, without the times away.
    began_at INTEGER,
    served_ms INTEGER NOT NULL DEFAULT 0,
    CHECK (state NOT IN ('called', 'serving') OR counter IS NOT NULL)
) STRICT;
INSERT INTO "step" VALUES(1,1,'2026-11-23','dukcapil.ktp','dukcapil',0,'served',1,NULL,1795399200000,1795399200000,1795399200000,1795399200000,3,'regular',NULL,1795399200000,NULL,0,NULL,NULL,1795399200000,0);
INSERT INTO "step" VALUES(2,2,'2026-11-23','dukcapil.ktp','dukcapil',0,'served',1,NULL,1795399200000,1795399200000,1795399200000,1795399200000,2,'resumed','photo',1795399200000,1,0,NULL,NULL,1795399200000,0);
INSERT INTO "step" VALUES(3,3,'2026-11-23','dukcapil.kk','dukcapil',0,'expired',1,NULL,1795399200000,1795399200000,1795399200000,1795485600000,2,'regular',NULL,1795399200000,NULL,0,NULL,NULL,1795399200000,86400000);
INSERT INTO "step" VALUES(4,4,'2026-11-23','tax.npwp','tax',0,'served',4,NULL,1795399200000,1795399200000,1795399200000,1795399200000,1,'regular',NULL,1795399200000,NULL,0,NULL,NULL,1795399200000,0);
INSERT INTO "step" VALUES(5,5,'2026-11-23','dukcapil.ktp','dukcapil',0,'expired',NULL,NULL,1795399200000,NULL,NULL,1795485600000,0,NULL,NULL,1795399200000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(6,6,'2026-11-23','dukcapil.ktp','dukcapil',0,'expired',NULL,NULL,1795399200000,NULL,NULL,1795485600000,0,NULL,NULL,1795399200000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(7,7,'2026-11-23','dukcapil.ktp','dukcapil',0,'expired',NULL,NULL,1795399200000,NULL,NULL,1795485600000,0,NULL,NULL,1795399200000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(8,8,'2026-11-23','dukcapil.ktp','dukcapil',0,'transferred',1,NULL,1795399200000,1795399200000,1795399200000,1795399200000,1,'chosen',NULL,1795399200000,NULL,0,NULL,NULL,1795399200000,0);
INSERT INTO "step" VALUES(9,9,'2026-11-23','dukcapil.ktp','dukcapil',0,'expired',NULL,NULL,1795399200000,NULL,NULL,1795485600000,0,NULL,'paper_out',1795399200000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(10,8,'2026-11-23','tax.npwp','tax',0,'expired',NULL,NULL,1795399200000,NULL,NULL,1795485600000,0,NULL,NULL,1795399200000,NULL,0,NULL,8,NULL,0);
INSERT INTO "step" VALUES(11,10,'2026-11-23','tax.npwp','tax',0,'cancelled',NULL,NULL,1795399200000,NULL,NULL,1795399200000,0,NULL,NULL,1795399200000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(12,11,'2026-11-24','dukcapil.ktp','dukcapil',0,'waiting',NULL,NULL,1795485600000,NULL,NULL,NULL,0,NULL,NULL,1795485600000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(13,12,'2026-11-24','tax.npwp','tax',0,'waiting',NULL,NULL,1795485600000,NULL,NULL,NULL,0,NULL,NULL,1795485600000,NULL,0,NULL,NULL,NULL,0);
INSERT INTO "step" VALUES(14,13,'2026-11-24','dukcapil.ktp','dukcapil',0,'waiting',NULL,NULL,1795485600000,NULL,NULL,NULL,0,NULL,NULL,1795485600000,NULL,0,NULL,NULL,NULL,0);
CREATE TABLE tally (
    service_date TEXT NOT NULL,
    service TEXT NOT NULL,
    taken INTEGER NOT NULL DEFAULT 0 CHECK (taken >= 0),
    served INTEGER NOT NULL DEFAULT 0,
    served_ms INTEGER NOT NULL DEFAULT 0,
    -- How long visitors had a counter, recent ones counting most: weight, minutes and squares of minutes;
    -- and how many calls went to priority visitors, and to those who came back or were sent on.
    desk_weight REAL NOT NULL DEFAULT 0,
    desk_minutes REAL NOT NULL DEFAULT 0,
    desk_squares REAL NOT NULL DEFAULT 0,
    calls INTEGER NOT NULL DEFAULT 0,
    priority INTEGER NOT NULL DEFAULT 0,
    again INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (service_date, service)
) STRICT;
INSERT INTO "tally" VALUES('2026-11-23','dukcapil.ktp',7,2,0,4.61568256,0.0,0.0,5,0,2);
INSERT INTO "tally" VALUES('2026-11-23','dukcapil.kk',1,0,0,1.0,0.0,0.0,2,0,1);
INSERT INTO "tally" VALUES('2026-11-23','tax.npwp',2,1,0,1.0,0.0,0.0,1,0,0);
INSERT INTO "tally" VALUES('2026-11-24','dukcapil.ktp',2,0,0,0.0,0.0,0.0,0,0,0);
INSERT INTO "tally" VALUES('2026-11-24','tax.npwp',1,0,0,0.0,0.0,0.0,0,0,0);
CREATE TABLE ticket (
    id INTEGER PRIMARY KEY,
    service_date TEXT NOT NULL,
    series TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    label TEXT NOT NULL,
    agency TEXT NOT NULL,
    priority INTEGER NOT NULL CHECK (priority IN (0, 1)),
    lang TEXT NOT NULL,
    source TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE,
    issued_at INTEGER NOT NULL,
    printed_at INTEGER,
    ahead INTEGER NOT NULL,
    estimate_p50 INTEGER NOT NULL,
    estimate_p90 INTEGER NOT NULL,
    UNIQUE (service_date, series, number)
) STRICT;
INSERT INTO "ticket" VALUES(1,'2026-11-23','A',1,'A-001','dukcapil',0,'id','kiosk:pintu','MZyVzUaDVxZu-tVjOE12qQ',1795399200000,NULL,0,0,0);
INSERT INTO "ticket" VALUES(2,'2026-11-23','A',2,'A-002','dukcapil',0,'id','kiosk:pintu','cPUhsQ-qU6ki2oUrHc97tQ',1795399200000,NULL,1,0,0);
INSERT INTO "ticket" VALUES(3,'2026-11-23','A',3,'A-003','dukcapil',0,'id','kiosk:pintu','lc7ZXjbEufbi9kdsr3tCQQ',1795399200000,NULL,2,0,0);
INSERT INTO "ticket" VALUES(4,'2026-11-23','B',1,'B-001','tax',0,'id','kiosk:pintu','HZwXsyB01FO2Y5dBrgkW1Q',1795399200000,NULL,0,0,0);
INSERT INTO "ticket" VALUES(5,'2026-11-23','A',4,'A-004','dukcapil',0,'id','kiosk:pintu','59yvK2a_2V1uEYQLT_11hw',1795399200000,NULL,3,6,12);
INSERT INTO "ticket" VALUES(6,'2026-11-23','A',5,'A-005','dukcapil',0,'id','kiosk:pintu','JFnUmp3lcT7UXRwiWdht-g',1795399200000,NULL,4,10,18);
INSERT INTO "ticket" VALUES(7,'2026-11-23','A',6,'A-006','dukcapil',0,'id','kiosk:pintu','QyCaSBPmgSkO6RYZGfzdyg',1795399200000,NULL,5,14,24);
INSERT INTO "ticket" VALUES(8,'2026-11-23','A',7,'A-007','dukcapil',0,'id','kiosk:pintu','c1O78IBnYk0kMSSO7AvS7w',1795399200000,1795399200000,6,18,29);
INSERT INTO "ticket" VALUES(9,'2026-11-23','A',8,'A-008','dukcapil',0,'id','kiosk:pintu','9CqoVEHD46WYKUuvHBfhHw',1795399200000,NULL,6,18,29);
INSERT INTO "ticket" VALUES(10,'2026-11-23','B',2,'B-002','tax',0,'id','kiosk:pintu','Geq7i0ISH-vGdNFc2BNmXA',1795399200000,NULL,1,3,8);
INSERT INTO "ticket" VALUES(11,'2026-11-24','A',1,'A-001','dukcapil',0,'id','kiosk:pintu','GmyQaasnT-l3BmDoMmI5mQ',1795485600000,NULL,0,0,0);
INSERT INTO "ticket" VALUES(12,'2026-11-24','B',1,'B-001','tax',0,'id','kiosk:pintu','8WS6wI21XWjLwZUBLGZrZg',1795485600000,NULL,0,0,0);
INSERT INTO "ticket" VALUES(13,'2026-11-24','A',2,'A-002','dukcapil',0,'id','kiosk:pintu','qZj4DFNXCxmS2-3PlTtpqg',1795485600000,NULL,1,0,0);
CREATE TABLE told_site (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    digest TEXT NOT NULL
) STRICT;
INSERT INTO "told_site" VALUES(1,'digest');
CREATE UNIQUE INDEX step_one_per_counter ON step (counter) WHERE state IN ('called', 'serving');
CREATE UNIQUE INDEX step_one_per_ticket ON step (ticket) WHERE state IN ('called', 'serving');
CREATE INDEX step_of_ticket ON step (ticket);
CREATE INDEX step_unended ON step (service_date, state, service, priority, arrived_at, id) WHERE ended_at IS NULL;
CREATE INDEX step_reserved ON step (queued_at) WHERE state = 'reserved';
CREATE INDEX step_apart ON step (service_date, service) WHERE state = 'waiting' AND (skip > 0 OR prefers IS NOT NULL);
CREATE INDEX call_of_day ON call (service_date, id);
CREATE INDEX call_of_counter ON call (service_date, counter);
CREATE UNIQUE INDEX counter_of_officer ON counter (officer) WHERE officer IS NOT NULL;
CREATE INDEX day_open ON day (service_date) WHERE closed_at = 0;
CREATE TRIGGER event_never_changes BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
CREATE TRIGGER event_never_goes BEFORE DELETE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END;
COMMIT;
