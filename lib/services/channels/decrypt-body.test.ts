import { createCipheriv, createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { decryptBody } from './decrypt-body'

const delivery = (body: string, method: 'GET' | 'POST' = 'POST', query: Record<string, string> = {}) => ({
  publicId: 'x',
  method,
  query,
  header: () => null,
  body: Buffer.from(body),
  parse: (): unknown => JSON.parse(body),
})

test('decrypts an event of Feishu, and rejects another key', () => {
  const iv = Buffer.alloc(16, 3)
  const cipher = createCipheriv('aes-256-cbc', createHash('sha256').update('test key').digest(), iv)
  const bytes = Buffer.concat([iv, cipher.update('{"type":"url_verification"}'), cipher.final()])
  const body = JSON.stringify({ encrypt: bytes.toString('base64') })
  expect(decryptBody('feishu', { encryptKey: 'test key' }, delivery(body))).toEqual({ type: 'url_verification' })
  for (const [key, sent] of [
    ['other key', body],
    ['test key', '{"encrypt":"AAAA"}'],
    ['test key', '{"type":"url_verification"}'],
  ] as const)
    expect(() => decryptBody('feishu', { encryptKey: key }, delivery(sent))).toThrow(/signature/i)
})

const AES_KEY = 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG'

/** As WeCom documents it: 16 random bytes, the length, the message, the receiver, and padding to 32 bytes. */
function wecomText(message: string, receiver: string): string {
  const key = Buffer.from(`${AES_KEY}=`, 'base64')
  const length = Buffer.alloc(4)
  length.writeUInt32BE(Buffer.byteLength(message))
  const plain = Buffer.concat([Buffer.alloc(16, 7), length, Buffer.from(message), Buffer.from(receiver)])
  const padding = 32 - (plain.length % 32)
  const cipher = createCipheriv('aes-256-cbc', key, key.subarray(0, 16)).setAutoPadding(false)
  return Buffer.concat([
    cipher.update(Buffer.concat([plain, Buffer.alloc(padding, padding)])),
    cipher.final(),
  ]).toString('base64')
}

test('decrypts a message and the address check of WeCom, and rejects another receiver', () => {
  const secrets = { encodingAesKey: AES_KEY, corpId: 'ww1436e0e65a779aee' }
  const inner =
    '<xml><FromUserName><![CDATA[ada]]></FromUserName><Content><![CDATA[a < b]]></Content><MsgId>12</MsgId></xml>'
  const envelope = (text: string) => `<xml><Encrypt><![CDATA[${text}]]></Encrypt></xml>`
  expect(decryptBody('wecom', secrets, delivery(envelope(wecomText(inner, secrets.corpId))))).toEqual({
    FromUserName: 'ada',
    Content: 'a < b',
    MsgId: '12',
  })
  const echostr = wecomText('5927782489442352469', secrets.corpId)
  expect(decryptBody('wecom', secrets, delivery('', 'GET', { echostr }))).toBe('5927782489442352469')
  for (const wrong of [envelope(wecomText(inner, 'ww_other')), envelope('AAAA'), '<xml></xml>'])
    expect(() => decryptBody('wecom', secrets, delivery(wrong))).toThrow(/signature/i)
})
