-- A time bank as the first release left it: rows in every table it had, in the form both databases read.
-- Telegram's numbers pass 2^31, words are in many letters, and favours are in the middle of happening.

INSERT INTO timebank (id, name, zone, language, country, joining, starting_minutes, floor_minutes, wave_size, invitation_minutes, asks_per_day, at_risk_minutes, quiet_from_hour, quiet_until_hour, opened_at)
VALUES (1, 'Maple Street', 'Europe/London', 'en', 'GB', 'open', 120, -300, 3, 240, 3, 1440, 21, 8, '2026-10-01 08:00:00.000000');

INSERT INTO landmark (id, timebank_id, name, latitude, longitude) VALUES (1, 1, 'Mill Lane', 51.5476, -0.0524);

INSERT INTO member (id, timebank_id, telegram_user_id, chat_id, state, is_organiser, name, languages, zone, latitude, longitude, place_name, travel_limit_m, free_slots, first_seen_at, adult_at, privacy_agreed_at, joined_at, unreachable_since)
VALUES
    (1, 1, 5000000001, 5000000001, 'active', TRUE, 'Olga', 'en', 'Europe/London', 51.546, -0.055, 'Hackney', 2000, 2097151, '2026-10-01 08:00:00.000000', '2026-10-01 08:01:00.000000', '2026-10-01 08:02:00.000000', '2026-10-01 08:03:00.000000', NULL),
    (2, 1, 5000000002, 5000000002, 'active', FALSE, 'Amina عمينة', 'ar en', 'Europe/London', 51.545, -0.055, 'Hackney', 2000, 2097151, '2026-10-02 08:00:00.000000', '2026-10-02 08:01:00.000000', '2026-10-02 08:02:00.000000', '2026-10-02 08:03:00.000000', NULL),
    (3, 1, 5000000003, 5000000003, 'active', FALSE, 'Ben 👨‍👩‍👧', 'en', 'Europe/Madrid', NULL, NULL, '', 0, 0, '2026-10-03 08:00:00.000000', '2026-10-03 08:01:00.000000', '2026-10-03 08:02:00.000000', '2026-10-03 08:03:00.000000', '2026-11-01 12:00:00.000000'),
    (4, 1, 5000000004, 5000000004, 'joining', FALSE, '', 'es', 'Europe/London', NULL, NULL, '', 0, 0, '2026-11-01 08:00:00.000000', NULL, NULL, NULL, NULL);

INSERT INTO account (id, timebank_id, holder, member_id, floor_minutes)
VALUES (1, 1, 'bank', NULL, NULL), (2, 1, 'chest', NULL, 0), (3, 1, 'member', 1, -300), (4, 1, 'member', 2, -300), (5, 1, 'member', 3, -300);

INSERT INTO offer (id, timebank_id, member_id, kind, note, state, made_at) VALUES (1, 1, 3, 'shopping', 'Not on Mondays', 'active', '2026-10-03 09:00:00.000000');

INSERT INTO request (id, timebank_id, deed_key, asker_id, kind, note, directions, latitude, longitude, place_name, day, part, slots, zone, earliest_at, latest_at, minutes, choosing, state, round, asked_at, at_risk_at, looked_after_by_id, ended_at, ended_because)
VALUES
    (1, 1, 'ask 1', 2, 'shopping', 'Milk & bread', 'Blue door', 51.545, -0.055, 'Hackney', '2026-11-24', 'afternoon', 0, 'Europe/London', '2026-11-24 15:00:00.000000', '2026-11-24 15:00:00.000000', 60, 'first', 'agreed', 1, '2026-11-20 09:00:00.000000', '2026-11-23 15:00:00.000000', NULL, NULL, NULL),
    (2, 1, 'ask 2', 2, 'company', '', '', NULL, NULL, '', NULL, 'any', 2097151, 'Europe/London', '2026-10-05 08:00:00.000000', '2026-10-06 20:00:00.000000', 90, 'choose', 'helped', 1, '2026-10-04 09:00:00.000000', '2026-10-05 08:00:00.000000', 1, '2026-10-06 10:00:00.000000', 'done');

INSERT INTO exchange (id, timebank_id, request_id, asker_id, helper_id, kind, starts_at, minutes, zone, state, asker_minutes, helper_minutes, banked_minutes, sequence, agreed_at, ended_at)
VALUES
    (1, 1, 1, 2, 3, 'shopping', '2026-11-24 15:00:00.000000', 60, 'Europe/London', 'agreed', NULL, NULL, NULL, 0, '2026-11-20 10:00:00.000000', NULL),
    (2, 1, 2, 2, 3, 'company', '2026-10-05 10:00:00.000000', 90, 'Europe/London', 'banked', 90, 85, 88, 1, '2026-10-04 10:00:00.000000', '2026-10-06 10:00:00.000000');

INSERT INTO invitation (id, timebank_id, request_id, member_id, round, wave, state, reasons, distance_m, asked_at, expires_at, answered_at, starts_at)
VALUES (1, 1, 1, 3, 1, 1, 'chosen', 3, 412.5, '2026-11-20 09:01:00.000000', '2026-11-20 13:01:00.000000', '2026-11-20 10:00:00.000000', '2026-11-24 15:00:00.000000');

INSERT INTO transfer (id, timebank_id, deed_key, phase, cause, from_account_id, to_account_id, minutes, reserved_id, exchange_id, made_at)
VALUES
    (1, 1, 'start 1', 'single', 'starting', 1, 3, 120, NULL, NULL, '2026-10-01 08:03:00.000000'),
    (2, 1, 'start 2', 'single', 'starting', 1, 4, 120, NULL, NULL, '2026-10-02 08:03:00.000000'),
    (3, 1, 'start 3', 'single', 'starting', 1, 5, 120, NULL, NULL, '2026-10-03 08:03:00.000000'),
    (4, 1, 'exchange 2 reserve', 'reserve', 'exchange', 4, 5, 90, NULL, 2, '2026-10-04 10:00:00.000000'),
    (5, 1, 'exchange 2 post', 'post', 'exchange', 4, 5, 88, 4, 2, '2026-10-06 10:00:00.000000'),
    (6, 1, 'exchange 1 reserve', 'reserve', 'exchange', 4, 5, 60, NULL, 1, '2026-11-20 10:00:00.000000');

INSERT INTO raised_hand (id, timebank_id, member_id, about, raised_at, lowered_at, lowered_by_id) VALUES (1, 1, 2, 'place', '2026-10-05 09:00:00.000000', NULL, NULL);

INSERT INTO relayed_message (id, timebank_id, exchange_id, hand_id, sender_id, recipient_id, text, written_at)
VALUES (1, 1, 1, NULL, 2, 3, 'Ring twice, please 🔔', '2026-11-20 11:00:00.000000'), (2, 1, NULL, 1, 1, 2, 'How can I help?', '2026-10-05 10:00:00.000000');

INSERT INTO notification (id, timebank_id, kind, subject_id, recipient_id, round, state, send_after, useless_after, lease_until, attempts, message_id, finished_at)
VALUES
    (1, 1, 'invitation', 1, 3, 1, 'sent', '2026-11-20 09:01:00.000000', '2026-11-20 13:01:00.000000', NULL, 1, 4000000001, '2026-11-20 09:01:01.000000'),
    (2, 1, 'reminder_day', 1, 2, 1, 'pending', '2026-11-23 15:00:00.000000', '2026-11-24 15:00:00.000000', NULL, 0, NULL, NULL),
    (3, 1, 'reminder_day', 1, 3, 1, 'sending', '2026-11-23 15:00:00.000000', '2026-11-24 15:00:00.000000', '2026-11-23 15:01:00.000000', 1, NULL, NULL);

INSERT INTO conversation (id, timebank_id, member_id, flow, step, answers, subject_id, misses, last_update_id, started_at, touched_at)
VALUES (1, 1, 4, 'joining', 'name', '{"adult":"yes"}', NULL, 1, 900000007, '2026-11-01 08:00:00.000000', '2026-11-01 08:01:00.000000');

INSERT INTO shown_buttons (id, timebank_id, member_id, message_id, talk_id, options, at) VALUES (1, 1, 4, 4000000002, 1, '[["Back","back"]]', '2026-11-01 08:01:00.000000');

INSERT INTO received_update (id, timebank_id, update_id, sender_id, body, state, reference, received_at, finished_at)
VALUES (1, 1, 900000007, 5000000004, '', 'handled', NULL, '2026-11-01 08:01:00.000000', '2026-11-01 08:01:01.000000'), (2, 1, 900000008, 5000000004, '{"update_id":900000008}', 'waiting', NULL, '2026-11-01 08:02:00.000000', NULL), (3, 1, 900000009, 0, 'no JSON', 'dead', 'K7Q2', '2026-11-01 08:03:00.000000', '2026-11-01 08:03:01.000000');

INSERT INTO deep_link (id, timebank_id, token, purpose, uses_left, made_by_id, made_at, expires_at) VALUES (1, 1, 'fN3kq0Zb8YtJw2pXv5RmCg', 'organiser', 1, NULL, '2026-10-01 07:00:00.000000', '2026-10-04 07:00:00.000000');

INSERT INTO journal_entry (id, timebank_id, at, by_id, act, subject_id, detail) VALUES (1, 1, '2026-10-01 07:00:00.000000', NULL, 'organiser.invite', NULL, '{}'), (2, 1, '2026-10-06 10:00:00.000000', 1, 'exchange.settle', 2, '{"minutes":88}');
