// Every call of the administration, by gRPC reflection: nothing of the protocol is compiled in. A line of input is the name of a call
// and its question as JSON, a line of output the answer: {"answer": ...}, {"refused": ...}, or {"event": ...} of a stream.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import grpc from '@grpc/grpc-js';
import loader from '@grpc/proto-loader';
import protobuf from 'protobufjs';
import descriptor from 'protobufjs/ext/descriptor/index.js';

const REFLECTION = protobuf.parse(`syntax = "proto3"; package grpc.reflection.v1;
  service ServerReflection { rpc ServerReflectionInfo(stream Question) returns (stream Answer); }
  message Question { oneof what { string file_by_filename = 3; string file_containing_symbol = 4; string list_services = 7; } }
  message Answer { Files file_descriptor_response = 4; Services list_services_response = 6; Wrong error_response = 7; }
  message Files { repeated bytes file_descriptor_proto = 1; }
  message Services { repeated Service service = 1; }
  message Service { string name = 1; }
  message Wrong { int32 error_code = 1; string error_message = 2; }`, { keepCase: true }).root;
const FORM = { keepCase: true, longs: String, enums: String, bytes: String, defaults: true };

const { VIGIL, VIGIL_NODE, VIGIL_CA, VIGIL_TOKEN } = process.env;
const credentials = grpc.credentials.createSsl(readFileSync(VIGIL_CA));
// The certificate names the node, not its address.
const options = { 'grpc.ssl_target_name_override': VIGIL_NODE };
const caller = new grpc.Metadata();
caller.set('authorization', `Bearer ${VIGIL_TOKEN}`);

function stub(definition, service) {
  const make = service.split('.').reduce((part, name) => part[name], grpc.loadPackageDefinition(definition));
  return new make(VIGIL, credentials, options);
}

/** One question to the reflection, one answer. */
function reflect(question) {
  return new Promise((resolve, reject) => {
    const stream = stub(loader.fromJSON(REFLECTION.toJSON(), FORM), 'grpc.reflection.v1.ServerReflection').ServerReflectionInfo(caller);
    stream.on('data', (answer) => (answer.error_response ? reject(new Error(answer.error_response.error_message)) : resolve(answer)));
    stream.on('error', reject);
    stream.write(question);
    stream.end();
  });
}

/** A description tells of a map as a list of entries. */
function mapped(type, entry) {
  const list = type.fieldsArray.find((field) => field.type.split('.').pop() === entry);
  const { key, value } = type.nested[entry].fields;
  type.remove(list);
  type.add(new protobuf.MapField(list.name, list.id, key.type, value.type));
}

/** All that is known of a service, and of what it rests on. */
async function described(service) {
  const files = new Map();
  const take = async (question) => {
    for (const text of (await reflect(question)).file_descriptor_response.file_descriptor_proto) {
      const file = descriptor.FileDescriptorProto.decode(Buffer.from(text, 'base64'));
      if (files.has(file.name)) continue;
      files.set(file.name, file);
      for (const needed of file.dependency) await take({ file_by_filename: needed });
    }
  };
  await take({ file_containing_symbol: service });
  const root = protobuf.Root.fromDescriptor(descriptor.FileDescriptorSet.create({ file: [...files.values()] }));
  for (const file of files.values()) {
    for (const message of file.messageType) {
      const maps = message.nestedType.filter((one) => one.options?.mapEntry);
      maps.forEach((one) => mapped(root.lookupType(`${file.package}.${message.name}`), one.name));
    }
  }
  return loader.fromJSON(root.toJSON(), FORM);
}

const services = (await reflect({ list_services: '' })).list_services_response.service.map((one) => one.name);
const name = services.find((one) => one.startsWith('vigil.'));
const definition = await described(name);
const calls = stub(definition, name);
const say = (line) => console.log(JSON.stringify(line));
say({ services, calls: Object.keys(definition[name]) });

const streams = [];
for await (const line of createInterface({ input: process.stdin })) {
  const [, call, question] = line.match(/^(\w+) *(.*)$/);
  if (definition[name][call].responseStream) {
    const stream = calls[call](JSON.parse(question || '{}'), caller);
    stream.on('data', (event) => say({ event }));
    stream.on('error', (end) => say({ end: end.details }));
    streams.push(stream);
    continue;
  }
  await new Promise((resolve) => {
    calls[call](JSON.parse(question || '{}'), caller, (refused, answer) => {
      say(refused ? { refused: refused.metadata.get('vigil-code')[0], sentence: refused.details } : { answer });
      resolve();
    });
  });
}
streams.forEach((stream) => stream.cancel());
