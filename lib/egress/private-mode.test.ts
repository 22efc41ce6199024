import { afterAll, beforeAll, expect, test } from 'vitest'
import { createEgress } from './create-egress'
import type { Resolve } from './guarded-agent'
import { failureOf, startCanary } from './test-server'

let canary: Awaited<ReturnType<typeof startCanary>>
let redirector: Awaited<ReturnType<typeof startCanary>>
beforeAll(async () => {
  canary = await startCanary()
  redirector = await startCanary((request, response) => {
    response.writeHead(302, { location: new URL(request.url ?? '/', 'http://x').searchParams.get('to') ?? '/' }).end()
  })
})
afterAll(() => {
  canary.close()
  redirector.close()
})

const lookups: string[] = []
const toThisComputer: Resolve = async (name) => {
  lookups.push(name)
  return [{ address: '127.0.0.1', family: 4 }]
}
const allowedHosts = () => `127.0.0.1:${canary.port},127.0.0.1:${redirector.port},listed.test:${canary.port}`

test('with EGRESS_ONLY, calls and resolves only listed hosts and allowed addresses of this computer', async () => {
  const egress = createEgress({ allow: allowedHosts(), only: [], resolve: toThisComputer })
  for (const url of [
    'https://example.com/',
    `http://listed.test:${canary.port}/`,
    'http://93.184.216.34/',
    'http://10.0.0.8/',
  ]) {
    const failure = await failureOf(egress.fetch(url))
    expect([failure.code, failure.message]).toEqual(['EGRESS_BLOCKED', expect.stringContaining('EGRESS_ONLY')])
  }
  expect([lookups, canary.hits()]).toEqual([[], 0])
  expect((await egress.fetch(`http://127.0.0.1:${canary.port}/`)).status).toBe(200)
  await egress.close()
})

test('an allow list does not override the guard', async () => {
  const egress = createEgress({ allow: '', only: ['127.0.0.1', '169.254.169.254'] })
  for (const url of [`http://127.0.0.1:${canary.port}/`, 'http://169.254.169.254/latest/meta-data/'])
    expect((await failureOf(egress.within(['127.0.0.1', '169.254.169.254'])(url))).code).toBe('EGRESS_BLOCKED')
  await egress.close()
})

test.each([
  ['this computer by address', (port: number) => `http://127.0.0.1:${port}/`],
  ['this computer by name', (port: number) => `http://localhost:${port}/`],
  ['the address in another notation', (port: number) => `http://2130706433:${port}/`],
  ['the address inside an IPv6 one', (port: number) => `http://[::ffff:127.0.0.1]:${port}/`],
  ['a name that ends in the listed one', (port: number) => `http://evil-listed.test:${port}/`],
  ['a name below the listed one', (port: number) => `http://sub.listed.test:${port}/`],
  ['the listed name with a dot', (port: number) => `http://listed.test.:${port}/`],
  ['the listed name on another port', () => `http://listed.test:${redirector.port}/`],
])('a workspace in private mode does not reach %s', async (_how, url) => {
  const egress = createEgress({ allow: allowedHosts(), resolve: toThisComputer })
  const before = canary.connections() + redirector.connections()
  const failure = await failureOf(egress.within([`listed.test:${canary.port}`])(url(canary.port)))
  expect([failure.code, failure.message]).toEqual(['EGRESS_BLOCKED', expect.stringContaining('private mode')])
  expect(canary.connections() + redirector.connections()).toBe(before)
  await egress.close()
})

test('a listed host cannot redirect a workspace to an unlisted one', async () => {
  const egress = createEgress({ allow: allowedHosts(), resolve: toThisComputer })
  const before = canary.hits()
  const walled = egress.within([`127.0.0.1:${redirector.port}`])
  const failure = await failureOf(walled(`http://127.0.0.1:${redirector.port}/?to=http://127.0.0.1:${canary.port}/`))
  expect([failure.code, canary.hits() - before]).toEqual(['EGRESS_BLOCKED', 0])
  // The same redirect works for a caller that may reach both hosts.
  const open = egress.within(['127.0.0.1'])
  expect((await open(`http://127.0.0.1:${redirector.port}/?to=http://127.0.0.1:${canary.port}/`)).status).toBe(200)
  await egress.close()
})

test('one workspace cannot use the open connection of another', async () => {
  const egress = createEgress({ allow: allowedHosts() })
  const url = `http://127.0.0.1:${canary.port}/`
  await (await egress.within(['127.0.0.1'])(url)).text()
  const before = canary.hits()
  expect((await failureOf(egress.within([])(url))).code).toBe('EGRESS_BLOCKED')
  expect(canary.hits()).toBe(before)
  await egress.close()
})
