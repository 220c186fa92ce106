// Makes the replica set and the users of users.json, each for a database of its own. /run/secrets has the
// password of each in a file <user>.mongodb. Run by mongosh as often as wanted: a second run changes nothing but
// passwords.
const { readFileSync } = require("fs");
const password = (user) => readFileSync(`/run/secrets/${user}.mongodb`, "utf8").trim();
const USERS = JSON.parse(readFileSync("/users.json", "utf8"));

const admin = db.getSiblingDB("admin");
admin.auth("operator", password("operator"));

try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  rs.initiate({ _id: "wara", members: [{ _id: 0, host: "mongodb:27017" }] });
}
while (!admin.hello().isWritablePrimary) sleep(200);

for (const { user, db: owned, roles } of USERS) {
  const database = db.getSiblingDB(owned);
  const given = { pwd: password(user), roles };
  if (database.getUser(user)) database.updateUser(user, given);
  else database.createUser({ user, ...given });
}
