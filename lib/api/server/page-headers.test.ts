import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { dropSingleton, singleton } from '@/lib/platform/singleton'
import { setPageHeaders } from './page-headers'

function openerPolicyOf(url: string) {
  const request = new IncomingMessage(new Socket())
  request.url = url
  const response = new ServerResponse(request)
  setPageHeaders(request, response, { isDevelopment: false, isHttps: false })
  return response.getHeader('cross-origin-opener-policy')
}

test.each([
  '/oauth/authorize?client_id=x',
  '/oauth/authorize',
  '/oauth/connect/callback?state=x',
  '/sign-in?next=%2Foauth%2Fauthorize',
])('%s can be opened in a window by a client on another site', (url) => {
  expect(openerPolicyOf(url)).toBe('unsafe-none')
})

test.each(['/apps', '/', '/sign-in/x', '/oauth/authorize/x', '/apps?next=/sign-in'])(
  '%s is isolated from openers on other sites',
  (url) => {
    expect(openerPolicyOf(url)).toBe('same-origin')
  },
)

test('a page contains the build of its server, never one that the browser sent', () => {
  const buildOfPage = (build: string | null) => {
    dropSingleton('build-id')
    singleton('build-id', () => build)
    const request = new IncomingMessage(new Socket())
    request.headers['x-patchbay-build'] = 'forged'
    setPageHeaders(request, new ServerResponse(request), { isDevelopment: false, isHttps: false })
    dropSingleton('build-id')
    return request.headers['x-patchbay-build']
  }
  expect(buildOfPage('one')).toBe('one')
  expect(buildOfPage(null)).toBeUndefined()
})
