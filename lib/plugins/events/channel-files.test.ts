import { expect, test } from 'vitest'
import { raiseInternal } from '@/lib/core/internal-error'
import type { JsonObject } from '@/lib/core/json'
import { newId } from '@/lib/core/new-id'
import feishu from '../feishu/channel'
import teams from '../microsoft-teams/channel'
import { callWire, keepIn, type Reply } from '../testing/wire'
import wecom from '../wecom/channel'
import whatsapp from '../whatsapp/channel'
import type { WebhookChannel } from './channel'

const read = (channel: WebhookChannel, body: unknown) =>
  channel.read({ method: 'POST', header: () => null, query: {}, body }, {})

async function download(plugin: string, { download }: WebhookChannel, input: JsonObject, call: Wire) {
  const kept: JsonObject[] = []
  const definition = download ?? raiseInternal('none')
  const { requests } = await callWire({ action: { plugin, definition }, input, files: keepIn(kept), ...call })
  return { urls: requests.map(({ url }) => url), kept, requests }
}

async function sendFile(plugin: string, { sendFile }: WebhookChannel, target: JsonObject, call: Wire) {
  const definition = sendFile ?? raiseInternal('none')
  const file = { fileId: newId(), name: 'menu.csv', mediaType: 'text/csv', sizeBytes: 3 }
  const bytes = new TextEncoder().encode('a,b')
  const files = { file: async () => ({ name: 'menu.csv', mediaType: 'text/csv', bytes }) }
  return callWire({ action: { plugin, definition }, input: { ...target, file }, files, ...call })
}

interface Wire {
  replies: readonly Reply[]
  fields?: Readonly<Record<string, string>>
}

const PDF: Reply = { body: '%PDF', headers: { 'content-type': 'application/pdf' } }
const keptPdf = [{ mediaType: 'application/pdf', text: '%PDF' }]

const whatsappOf = (message: JsonObject) => ({
  object: 'whatsapp_business_account',
  entry: [
    {
      id: '1',
      changes: [
        {
          field: 'messages',
          value: {
            messaging_product: 'whatsapp',
            metadata: { display_phone_number: '1555', phone_number_id: '106' },
            messages: [{ from: '4915', id: 'wamid.A', timestamp: '1', ...message }],
          },
        },
      ],
    },
  ],
})

test('WhatsApp: reads a document with its caption, downloads it, and sends one', async () => {
  const document = {
    id: '99',
    mime_type: 'application/pdf',
    sha256: 'x',
    filename: 'bill.pdf',
    caption: 'Is it right?',
  }
  const file = { name: 'bill.pdf', mediaType: 'application/pdf', sizeBytes: 0, source: { media: '99' } }
  expect(read(whatsapp, whatsappOf({ type: 'document', document })).messages).toMatchObject([
    { text: 'Is it right?', files: [file] },
  ])
  const media = 'https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=99'
  const fields = { phoneNumberId: '106' }
  const loaded = await download('whatsapp', whatsapp, file.source, { fields, replies: [{ json: { url: media } }, PDF] })
  expect(loaded.urls).toEqual(['https://graph.facebook.com/v23.0/99', media])
  expect(loaded.requests[1]?.headers.authorization).toBe('Bearer secret-token')
  expect(loaded.kept).toEqual(keptPdf)
  const { requests } = await sendFile(
    'whatsapp',
    whatsapp,
    { to: '4915' },
    {
      fields,
      replies: [{ json: { id: '7' } }, { json: { messages: [{ id: 'wamid.B' }] } }],
    },
  )
  expect(requests[0]?.url).toBe('https://graph.facebook.com/v23.0/106/media')
  expect(requests[0]?.body).toContain('name="messaging_product"')
  expect(requests[1]?.json).toMatchObject({ to: '4915', type: 'document', document: { id: '7', filename: 'menu.csv' } })
})

test('WhatsApp: reads a thumb on an answer, and ignores other reactions', async () => {
  const { outputs } = await callWire({
    action: { plugin: 'whatsapp', definition: whatsapp.send },
    fields: { phoneNumberId: '106' },
    input: { to: '4915', text: 'Hi', isLast: true },
    replies: [{ json: { messaging_product: 'whatsapp', messages: [{ id: 'wamid.B' }] } }],
  })
  expect(outputs).toEqual({ sentId: 'wamid.B' })
  const react = (emoji: string) =>
    read(whatsapp, whatsappOf({ type: 'reaction', reaction: { message_id: 'wamid.B', emoji } }))
  expect(react('👎🏽')).toEqual({ messages: [], ratings: [{ sentId: 'wamid.B', sender: '4915', rating: 'down' }] })
  expect(react('❤️')).toEqual({ messages: [], ratings: [] })
  expect(react('')).toEqual({ messages: [], ratings: [] })
})

const feishuMessage = (type: string, content: object) => ({
  schema: '2.0',
  header: { event_type: 'im.message.receive_v1' },
  event: {
    sender: { sender_type: 'user', sender_id: { open_id: 'ou_1' } },
    message: {
      message_id: 'om_1',
      chat_id: 'oc_1',
      chat_type: 'p2p',
      message_type: type,
      content: JSON.stringify(content),
    },
  },
})

test('Feishu: reads pictures and files, downloads one, and sends one as a reply', async () => {
  const { messages } = read(feishu, feishuMessage('file', { file_key: 'file_1', file_name: 'bill.pdf' }))
  const source = { messageId: 'om_1', key: 'file_1', type: 'file' }
  expect(messages).toMatchObject([{ text: '', files: [{ name: 'bill.pdf', source }] }])
  expect(read(feishu, feishuMessage('image', { image_key: 'img_1' })).messages).toMatchObject([
    { files: [{ source: { key: 'img_1', type: 'image' } }] },
  ])
  expect(read(feishu, feishuMessage('sticker', { file_key: 'x' })).messages).toEqual([])
  const loaded = await download('feishu', feishu, source, { fields: { host: 'open.feishu.cn' }, replies: [PDF] })
  expect(loaded.urls[0]).toMatch(/\/open-apis\/im\/v1\/messages\/om_1\/resources\/file_1\?type=file$/)
  expect(loaded.kept).toEqual(keptPdf)
  const { requests } = await sendFile(
    'feishu',
    feishu,
    { messageId: 'om_1' },
    {
      fields: { host: 'open.feishu.cn' },
      replies: [
        { json: { code: 0, data: { file_key: 'file_2' } } },
        { json: { code: 0, data: { message_id: 'om_2' } } },
      ],
    },
  )
  expect(requests[0]?.body).toContain('name="file_type"')
  expect(requests[1]?.url).toMatch(/\/messages\/om_1\/reply$/)
  expect(requests[1]?.json).toMatchObject({ msg_type: 'file', content: '{"file_key":"file_2"}' })
})

test('Feishu: reads a thumb, and edits a shared card', async () => {
  const event = {
    message_id: 'om_2',
    operator_type: 'user',
    user_id: { open_id: 'ou_1' },
    reaction_type: { emoji_type: 'THUMBSUP' },
  }
  const body = { schema: '2.0', header: { event_type: 'im.message.reaction.created_v1' }, event }
  expect(read(feishu, body).ratings).toEqual([{ sentId: 'om_2', sender: 'ou_1', rating: 'up' }])
  const { requests, outputs } = await callWire({
    action: { plugin: 'feishu', definition: feishu.edit ?? raiseInternal('none') },
    fields: { host: 'open.feishu.cn' },
    input: { messageId: 'om_1', sentId: 'om_2', text: 'Hi' },
    replies: [{ json: { code: 0, msg: 'success', data: {} } }],
  })
  expect(requests[0]).toMatchObject({ method: 'PATCH', url: expect.stringMatching(/\/im\/v1\/messages\/om_2$/) })
  expect(JSON.stringify(requests[0]?.json)).toContain('update_multi')
  expect(outputs).toEqual({ sentId: 'om_2' })
})

test('WeCom: reads pictures and voice messages, downloads one, and sends a file', async () => {
  const body = { FromUserName: 'ada', MsgId: '1', AgentID: '2', MediaId: 'M1', CreateTime: '1' }
  expect(read(wecom, { ...body, MsgType: 'image', PicUrl: 'https://x.example' }).messages).toMatchObject([
    { text: '', files: [{ name: 'picture.jpg', source: { media: 'M1' } }] },
  ])
  expect(read(wecom, { ...body, MsgType: 'voice', Format: 'amr' }).messages).toMatchObject([
    { files: [{ name: 'voice.amr' }] },
  ])
  const fields = { agentId: '2' }
  const loaded = await download('wecom', wecom, { media: 'M1' }, { fields, replies: [PDF] })
  expect(loaded.urls).toEqual(['https://qyapi.weixin.qq.com/cgi-bin/media/get?media_id=M1'])
  const sent = await sendFile(
    'wecom',
    wecom,
    { user: 'ada' },
    {
      fields,
      replies: [{ json: { errcode: 0, media_id: 'M2' } }, { json: { errcode: 0, msgid: 'x' } }],
    },
  )
  expect(sent.requests[0]?.url).toBe('https://qyapi.weixin.qq.com/cgi-bin/media/upload?type=file')
  expect(sent.requests[1]?.json).toMatchObject({ touser: 'ada', msgtype: 'file', file: { media_id: 'M2' } })
  const failed = await sendFile(
    'wecom',
    wecom,
    { user: 'ada' },
    {
      fields,
      replies: [{ json: { errcode: 40058, errmsg: 'invalid' } }],
    },
  )
  expect(failed.error).not.toBeNull()
})

const SERVICE_URL = 'https://smba.trafficmanager.net/emea/'
const activity = (overrides: object) => ({
  type: 'message',
  id: '1',
  channelId: 'msteams',
  serviceUrl: SERVICE_URL,
  from: { id: '29:ada' },
  recipient: { id: '28:bot' },
  conversation: { id: 'a:1', conversationType: 'personal' },
  ...overrides,
})

test('Teams: reads pictures of the service only, and downloads one with the token of the bot', async () => {
  const url = `${SERVICE_URL}v3/attachments/0-weu/views/original`
  const attachments = [
    { contentType: 'image/*', contentUrl: url },
    { contentType: 'image/png', contentUrl: 'https://attacker.example/x.png' },
    { contentType: 'text/html', content: '<p>' },
  ]
  const { messages } = read(teams, activity({ attachments }))
  expect(messages[0]?.files).toEqual([{ name: 'picture', mediaType: '', sizeBytes: 0, source: { url } }])
  const png: Reply = { body: 'PNG', headers: { 'content-type': 'image/png' } }
  const loaded = await download('microsoft-teams', teams, { url }, { replies: [png] })
  expect([loaded.urls, loaded.requests[0]?.headers.authorization]).toEqual([[url], 'Bearer secret-token'])
})

test('Teams: asks for feedback below the last part, and reads it', async () => {
  const { requests } = await callWire({
    action: { plugin: 'microsoft-teams', definition: teams.send },
    input: { serviceUrl: SERVICE_URL, conversation: 'a:1', text: 'Hi', isLast: true },
    replies: [{ status: 201, json: { id: '8' } }],
  })
  expect(requests[0]?.json).toMatchObject({ channelData: { feedbackLoop: { type: 'default' } } })
  const value = { actionName: 'feedback', actionValue: { reaction: 'dislike', feedback: '{}' } }
  const pressed = activity({ type: 'invoke', name: 'message/submitAction', replyToId: '8', value })
  expect(read(teams, pressed)).toEqual({
    messages: [],
    ratings: [{ sentId: '8', sender: '29:ada', rating: 'down' }],
    response: { json: {} },
  })
})
