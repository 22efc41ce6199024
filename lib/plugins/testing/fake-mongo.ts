import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { createServer, type Socket } from 'node:net'
import { BSON, type Document } from 'mongodb'
import { onTestFinished } from 'vitest'

const { serialize, deserialize, Binary, Long } = BSON

const OP_REPLY = 1
const OP_QUERY = 2_004
const OP_MSG = 2_013
const HEADER_BYTES = 16

interface FakeMongo {
  user: string
  password: string
  /** Further values of the `hello` reply, such as the members of a replica set. */
  hello?: (port: number) => Document
  /** The reply to every command after the login; null leaves it unanswered. */
  reply(command: Document): Document | null
}

/**
 * A server with the wire protocol of MongoDB: OP_MSG, OP_QUERY for the first `hello`, and SCRAM-SHA-256.
 * https://www.mongodb.com/docs/manual/reference/mongodb-wire-protocol/
 */
export async function startFakeMongo({ user, password, hello, reply }: FakeMongo) {
  const commands: Document[] = []
  const sockets = new Set<Socket>()
  let port = 0
  const server = createServer((socket) => {
    sockets.add(socket)
    const login = new Login(user, password)
    let rest = Buffer.alloc(0)
    socket.on('error', () => {})
    socket.once('close', () => sockets.delete(socket))
    socket.on('data', (bytes: Buffer) => {
      rest = Buffer.concat([rest, bytes])
      while (rest.length >= HEADER_BYTES && rest.length >= rest.readInt32LE(0)) {
        const message = rest.subarray(0, rest.readInt32LE(0))
        rest = rest.subarray(message.length)
        const answered = answer(message)
        if (answered) socket.write(answered)
      }
    })

    function answer(message: Buffer): Buffer | null {
      const id = message.readInt32LE(4)
      const command = commandOf(message)
      const replied = replyTo(command)
      if (replied === null) return null
      return message.readInt32LE(12) === OP_QUERY ? opReply(id, replied) : opMessage(id, replied)
    }

    function replyTo(command: Document): Document | null {
      const [name = ''] = Object.keys(command)
      if (/^(?:hello|ismaster)$/i.test(name))
        return { ...HELLO, ...hello?.(port), saslSupportedMechs: ['SCRAM-SHA-256'] }
      if (name === 'saslStart' || name === 'saslContinue') return login.next(command)
      if (name === 'endSessions') return { ok: 1 }
      if (!login.isDone) return { ok: 0, code: 13, codeName: 'Unauthorized', errmsg: 'command requires authentication' }
      commands.push(command)
      return reply(command)
    }
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  port = typeof address === 'object' && address ? address.port : 0
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  return { port, commands, sockets }
}

const HELLO = {
  ok: 1,
  helloOk: true,
  ismaster: true,
  isWritablePrimary: true,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  minWireVersion: 0,
  maxWireVersion: 21,
  logicalSessionTimeoutMinutes: 30,
}

/** The command of a message, with the documents of its second section. */
function commandOf(message: Buffer): Document {
  if (message.readInt32LE(12) === OP_QUERY) {
    const start = message.indexOf(0, 20) + 1 + 8
    return deserialize(message.subarray(start, start + message.readInt32LE(start)))
  }
  let command: Document = {}
  let at = HEADER_BYTES + 4
  while (at < message.length) {
    const kind = message.readUInt8(at)
    const size = message.readInt32LE(at + 1)
    if (kind === 0) command = { ...deserialize(message.subarray(at + 1, at + 1 + size)), ...command }
    else {
      const nameEnd = message.indexOf(0, at + 5)
      const documents: Document[] = []
      for (let next = nameEnd + 1; next < at + 1 + size; next += message.readInt32LE(next))
        documents.push(deserialize(message.subarray(next, next + message.readInt32LE(next))))
      command[message.toString('utf8', at + 5, nameEnd)] = documents
    }
    at += 1 + size
  }
  return command
}

function opMessage(to: number, document: Document): Buffer {
  const body = serialize(document)
  const head = Buffer.alloc(HEADER_BYTES + 5)
  writeHeader(head, head.length + body.length, to, OP_MSG)
  return Buffer.concat([head, body])
}

function opReply(to: number, document: Document): Buffer {
  const body = serialize(document)
  const head = Buffer.alloc(HEADER_BYTES + 20)
  writeHeader(head, head.length + body.length, to, OP_REPLY)
  head.writeInt32LE(1, HEADER_BYTES + 16)
  return Buffer.concat([head, body])
}

function writeHeader(head: Buffer, size: number, to: number, code: number): void {
  head.writeInt32LE(size, 0)
  head.writeInt32LE(to, 8)
  head.writeInt32LE(code, 12)
}

/** The server's side of SCRAM-SHA-256 (RFC 7677). */
class Login {
  isDone = false
  #clientFirst = ''
  #serverFirst = ''

  constructor(
    private readonly user: string,
    private readonly password: string,
  ) {}

  next({ payload }: Document): Document {
    const text = Buffer.from(payload.buffer).toString('utf8')
    return this.#clientFirst === '' ? this.#start(text) : this.#finish(text)
  }

  #start(text: string): Document {
    this.#clientFirst = text.slice(3)
    const nonce = /r=([^,]+)/.exec(this.#clientFirst)?.[1] ?? ''
    if (!this.#clientFirst.startsWith(`n=${this.user},`)) return REJECTED
    this.#serverFirst = `r=${nonce}server,s=${Buffer.from('salt-of-sixteen!').toString('base64')},i=4096`
    return saslReply(this.#serverFirst, false)
  }

  #finish(text: string): Document {
    const [withoutProof = '', proof = ''] = text.split(',p=')
    const salted = pbkdf2Sync(this.password, 'salt-of-sixteen!', 4_096, 32, 'sha256')
    const message = `${this.#clientFirst},${this.#serverFirst},${withoutProof}`
    const clientKey = hmac(salted, 'Client Key')
    const storedKey = createHash('sha256').update(clientKey).digest()
    const signature = hmac(storedKey, message)
    const expected = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)))
    if (!expected.equals(Buffer.from(proof, 'base64'))) return REJECTED
    this.isDone = true
    return saslReply(`v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`, true)
  }
}

const REJECTED = { ok: 0, code: 18, codeName: 'AuthenticationFailed', errmsg: 'Authentication failed.' }

const saslReply = (text: string, done: boolean): Document => ({
  ok: 1,
  conversationId: 1,
  done,
  payload: new Binary(Buffer.from(text)),
})

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** A cursor that contains all of its documents. */
export const cursorOf = (namespace: string, documents: readonly Document[]): Document => ({
  ok: 1,
  cursor: { id: Long.ZERO, ns: namespace, firstBatch: documents },
})
