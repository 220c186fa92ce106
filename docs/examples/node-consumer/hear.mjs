// Hears a partner's queue, and holds each message against what wara's AsyncAPI document promises of its type.
//
//     node hear.mjs asyncapi.yaml
//
// AMQP_URI and QUEUE are as `wara provision` prints them. A line of JSON a message: its id and type, and its
// faults, of which a true wara has none.
import amqp from "amqplib";

import { promisesOf } from "./promises.mjs";

const { AMQP_URI, QUEUE } = process.env;
const promises = await promisesOf(process.argv[2]);
const connection = await amqp.connect(AMQP_URI);
const channel = await connection.createChannel();

function hear(message) {
  if (message === null) throw new Error(`${QUEUE} is gone`);
  const { messageId: id, type } = message.properties;
  console.log(JSON.stringify({ id, type, faults: promises.faults(message) }));
  channel.ack(message);
}

await channel.prefetch(100);
await channel.consume(QUEUE, hear);
