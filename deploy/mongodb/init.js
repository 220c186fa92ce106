// Makes the replica set and a user for each database of its own. Run by mongosh as often as wanted: a second
// run changes nothing but passwords.
const OWNERS = ["membership", "agenda", "notify", "gateway"];

const admin = db.getSiblingDB("admin");
admin.auth("operator", process.env.OPERATOR_MONGODB_PASSWORD);

try {
  rs.status();
} catch (error) {
  if (error.codeName !== "NotYetInitialized") throw error;
  rs.initiate({ _id: "wara", members: [{ _id: 0, host: "mongodb:27017" }] });
}
while (!admin.hello().isWritablePrimary) sleep(200);

for (const owner of OWNERS) {
  const database = db.getSiblingDB(owner);
  const user = {
    pwd: process.env[`${owner.toUpperCase()}_MONGODB_PASSWORD`],
    roles: [{ role: "readWrite", db: owner }],
  };
  if (database.getUser(owner)) database.updateUser(owner, user);
  else database.createUser({ user: owner, ...user });
}
