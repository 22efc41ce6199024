import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { postJson } from '@/lib/api/public/__fixtures__/test-public-api'
import { createTestApp, type TestApp } from '@/lib/api/testing/test-app'
import { chatApp } from '@/lib/nodes/testing/run-app'

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkMPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)
const GIF = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64')
const SVG = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

let app: TestApp
let other: TestApp
beforeAll(async () => {
  app = await createTestApp('shop', chatApp([], ['in.message -> out.text']))
  other = await createTestApp('other', chatApp([], ['in.message -> out.text']))
}, 60_000)
afterAll(async () => {
  await app.close()
  await other.close()
})

const origin = 'http://localhost:3000'
const pathOf = ({ appId }: TestApp, name: string) => `/api/studio/apps/${appId}/${name}`

async function upload(to: TestApp, bytes: Buffer, name: string, type: string) {
  const body = new FormData()
  body.set('file', new File([Uint8Array.from(bytes)], name, { type }))
  const call = { method: 'POST', path: pathOf(to, 'images'), body, person: to.person }
  const response = await to.studio.call(call)
  const Answer = z.looseObject({ id: z.string().optional(), error: z.looseObject({ code: z.string() }).optional() })
  const { id = '', error } = Answer.parse(await response.json())
  return { status: response.status, id, code: error?.code }
}

async function save(to: TestApp, images: object): Promise<unknown> {
  const current = z.looseObject({ widget: z.looseObject({}) }).parse(await to.request('GET', pathOf(to, 'publication')))
  const { publishedVersion: _publishedVersion, baseUrl: _baseUrl, ...settings } = current
  return to.request('PUT', pathOf(to, 'publication'), { ...settings, widget: { ...settings.widget, images } })
}

const image = (id: string) => app.router.request(`${origin}/chat/shop/images/${id}`)

test('T52 accepts PNG and WebP only, by their content', async () => {
  expect((await upload(app, PNG, 'logo.png', 'image/png')).status).toBe(200)
  for (const [bytes, name, type] of [
    [SVG, 'logo.svg', 'image/svg+xml'],
    [SVG, 'logo.png', 'image/png'],
    [GIF, 'logo.gif', 'image/gif'],
    [PNG, 'logo.webp', 'image/webp'],
  ] as const)
    expect(await upload(app, bytes, name, type), name).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' })
})

test('rejects images of more than 64 kB or 2,048 pixels', async () => {
  const large = Buffer.concat([PNG, Buffer.alloc(64 * 1024)])
  expect(await upload(app, large, 'logo.png', 'image/png')).toMatchObject({ status: 413, code: 'TOO_LARGE' })
  const wide = Buffer.from(PNG)
  wide.writeUInt32BE(4_000, 16)
  expect(await upload(app, wide, 'logo.png', 'image/png')).toMatchObject({ status: 413, code: 'TOO_LARGE' })
})

test('the page shows an image once it is saved, as data, and no other file of the app', async () => {
  const { id } = await upload(app, PNG, 'logo.png', 'image/png')
  expect((await image(id)).status).toBe(404)
  await save(app, { logo: id })
  const imageResponse = await image(id)
  expect(imageResponse.status).toBe(200)
  expect(Object.fromEntries(imageResponse.headers)).toMatchObject({
    'content-type': 'image/png',
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
  })
  expect(Buffer.from(await imageResponse.arrayBuffer())).toEqual(PNG)
  const session = await app.router.request(`${origin}/embed/shop/session`, postJson({}, { origin }))
  expect(await session.json()).toMatchObject({ app: { logo: `/chat/shop/images/${id}` } })
  // Uploads of visitors and API clients are in the app's environments.
  const listed = await app.router.request('/api/v1/apps/shop/files', { headers: app.bearer })
  expect(await listed.json()).toMatchObject({ files: [] })
  await save(app, {})
  expect((await image(id)).status).toBe(404)
})

test('T53 images of another app cannot be used', async () => {
  const { id } = await upload(other, PNG, 'logo.png', 'image/png')
  await expect(save(app, { avatar: id })).rejects.toThrow()
  expect((await image(id)).status).toBe(404)
})
