import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import discord from '@/lib/plugins/discord/channel'
import feishu from '@/lib/plugins/feishu/channel'
import { githubVerification } from '@/lib/plugins/github/webhook'
import slack from '@/lib/plugins/slack/channel'
import wecom from '@/lib/plugins/wecom/channel'
import { isVerified } from './verify-request'

const request = (headers: Record<string, string>, body: string | Uint8Array, query: Record<string, string> = {}) => ({
  query,
  body: Buffer.from(body),
  header: (name: string) => headers[name] ?? null,
})

test('verifies the example that Slack publishes', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c'
  const headers = {
    'x-slack-request-timestamp': '1531420618',
    'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
  }
  const secrets = { signingSecret: '8f742231b10e8888abcd99yyyzzz85a5' }
  const receivedMs = 1_531_420_618_000
  expect(isVerified(slack.verification, secrets, request(headers, body), receivedMs)).toBe(true)
  expect(isVerified(slack.verification, secrets, request(headers, `${body} `), receivedMs)).toBe(false)
  expect(isVerified(slack.verification, secrets, request(headers, body), receivedMs + 301_000)).toBe(false)
  expect(isVerified(slack.verification, {}, request(headers, body), receivedMs)).toBe(false)
  expect(isVerified(slack.verification, { signingSecret: '' }, request(headers, body), receivedMs)).toBe(false)
})

test('verifies the example that GitHub publishes', () => {
  const headers = {
    'x-hub-signature-256': 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  }
  const secrets = { secret: "It's a Secret to Everybody" }
  expect(isVerified(githubVerification, secrets, request(headers, 'Hello, World!'), 0)).toBe(true)
  expect(isVerified(githubVerification, secrets, request(headers, 'Hello, World'), 0)).toBe(false)
  expect(isVerified(githubVerification, secrets, request({}, 'Hello, World!'), 0)).toBe(false)
})

test('verifies an Ed25519 signature, and rejects invalid keys', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')
  const time = '1700000000'
  const signature = sign(null, Buffer.from(`${time}{"type":1}`), privateKey).toString('hex')
  const headers = { 'x-signature-timestamp': time, 'x-signature-ed25519': signature }
  const check = (key: string, body = '{"type":1}') =>
    isVerified(discord.verification, { publicKey: key }, request(headers, body), 1_700_000_000_000)
  expect([check(raw), check(raw, '{"type":2}'), check('0'.repeat(64)), check('x')]).toEqual([true, false, false, false])
})

test('verifies the hash of Feishu and the sorted hash of WeCom', () => {
  const time = '1700000000'
  const sent =
    '{"encrypt":"FIAfJPGRmFZWkaxPQ1XrJZVbv2JwdjfLk4jx0k/U1deAqYK3AXOZ5zcHt/cC4ZNTqYwWUW/EoL+b2hW/C4zoAQQ5CeMtbxX2zHjm+E4nX/Aww+FHUL6iuIMaeL2KLxqdtbHRC50vgC2YI7xohnb3KuCNBMUzLiPeNIpVdnYaeteCmSaESb+AZpJB9PExzTpRDzCRv+T6o5vlzaE8UgIneC1sYu85BnPBEMTSuj1ZZzfdQi7ZW992Z4dmJxn9e8FL2VArNm99f5Io3c2O4AcNsQENNKtfAAxVjCqc3mg5jF0nKabA+u/5vrUD76flX1UOF5fzJ0sApG2OEn9wfyPDRBsApn9o+fceF9hNrYBGsdtZrZYyGG387CGOtKsuj8e2E8SNp+Pn4E9oYejOTR+ZNLNi+twxaXVlJhr6l+RXYwEiMGQE9zGFBD6h2dOhKh3W84p1GEYnSRIz1+9/Hp66arjC7RCrhuW5OjCj4QFEQJiwgL45XryxHtiZ7JdAlPmjVsL03CxxFZarzxzffryrWUG3VkRdHRHbTsC34+ScoL5MTDU1QAWdqUC1T7xT0lCvQELaIhBTXAYrznJl6PlA83oqlMxpHh0gZBB1jFbfoUr7OQbBs1xqzpYK6Yjux6diwpQB1zlZErYJUfCqK7G/zI9yK/60b4HW0k3M+AvzMcw="}'
  const key = 'test key'
  const signature = createHash('sha256').update(`${time}nonce1${key}${sent}`).digest('hex')
  const headers = {
    'x-lark-request-timestamp': time,
    'x-lark-request-nonce': 'nonce1',
    'x-lark-signature': signature,
  }
  const receivedMs = 1_700_000_000_000
  expect(isVerified(feishu.verification, { encryptKey: key }, request(headers, sent), receivedMs)).toBe(true)
  expect(isVerified(feishu.verification, { encryptKey: 'other' }, request(headers, sent), receivedMs)).toBe(false)

  const xml = '<xml><ToUserName><![CDATA[ww1]]></ToUserName><Encrypt><![CDATA[abc+/=]]></Encrypt></xml>'
  const digest = createHash('sha1').update(['token1', time, '263014780', 'abc+/='].toSorted().join('')).digest('hex')
  const query = { msg_signature: digest, timestamp: time, nonce: '263014780' }
  expect(isVerified(wecom.verification, { token: 'token1' }, request({}, xml, query), receivedMs)).toBe(true)
  expect(isVerified(wecom.verification, { token: 'token2' }, request({}, xml, query), receivedMs)).toBe(false)
})

/** The sample of WeCom's own library: https://developer.work.weixin.qq.com/document/path/91144 */
const WECOM = {
  token: 'QDG6eK',
  receiver: 'wx5823bf96d3bd56c7',
  echostr: 'P9nAzCzyDtyTWESHep1vC5X9xho/qYX3Zpb4yKa9SKld1DsH3Iyt3tP3zNdtp+4RPcs8TgAE7OaBO+FZXvnaqQ==',
  message:
    'RypEvHKD8QQKFhvQ6QleEB4J58tiPdvo+rtK1I9qca6aM/wvqnLSV5zEPeusUiX5L5X/0lWfrf0QADHHhGd3QczcdCUpj911L3vg3W/sYYvuJTs3TUUkSUXxaccAS0qhxchrRYt66wiSpGLYL42aM6A8dTT+6k4aSknmPj48kzJs8qLjvd4Xgpue06DOdnLxAUHzM6+kDZ+HMZfJYuR+LtwGc2hgf5gsijff0ekUNXZiqATP7PF5mZxZ3Izoun1s4zG4LUMnvw2r+KqCKIw+3IQH03v+BCA9nMELNqbSf6tiWSrXJB3LAVGUcallcrw8V2t9EL4EhzJWrQUax5wLVMNS0+rUPA3k22Ncx4XXZS9o0MBH27Bo6BpNelZpS+/uh9KsNlY6bHCmJU9p8g7m3fVKn28H3KDYA5Pl/T8Z1ptDAVe0lXdQ2YoyyH2uyPIGHBZZIs2pDBS8R07+qN+E7Q==',
}

test('verifies the address check and the message that WeCom publishes', () => {
  const check = {
    msg_signature: '5c45ff5e21c57e6ad56bac8758b79b1d9ac89fd3',
    timestamp: '1409659589',
    nonce: '263014780',
  }
  const address = (query: Record<string, string>, token = WECOM.token) =>
    isVerified(wecom.handshake ?? wecom.verification, { token }, request({}, '', query), 1_409_659_589_000)
  expect(address({ ...check, echostr: WECOM.echostr })).toBe(true)
  expect(address({ ...check, echostr: WECOM.echostr.slice(1) })).toBe(false)
  expect(address({ ...check, echostr: WECOM.echostr }, 'QDG6eX')).toBe(false)

  const sent = {
    msg_signature: '477715d11cdb4164915debcba66cb864d751f3e6',
    timestamp: '1409659813',
    nonce: '1372623149',
  }
  const xml = `<xml><ToUserName><![CDATA[${WECOM.receiver}]]></ToUserName><Encrypt><![CDATA[${WECOM.message}]]></Encrypt></xml>`
  const message = (body: string, nowMs = 1_409_659_813_000) =>
    isVerified(wecom.verification, { token: WECOM.token }, request({}, body, sent), nowMs)
  expect(message(xml)).toBe(true)
  expect(message(xml.replace('RypE', 'rypE'))).toBe(false)
  expect(message(xml, 1_409_659_813_000 + 301_000)).toBe(false)
})

test('compares a token without revealing its length', () => {
  const verification = { type: 'token', secret: 'token', place: { header: 'x-token' } } as const
  const check = (sent: string) => isVerified(verification, { token: 'right' }, request({ 'x-token': sent }, ''), 0)
  expect([check('right'), check('righ'), check('')]).toEqual([true, false, false])
})
