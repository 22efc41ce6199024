import { expect, test } from 'vitest'
import { isLoopbackHost } from './loopback'

test.each(['localhost', 'localhost:3000', '127.0.0.1:65535', '[::1]', '[::1]:4180'])('%s is this machine', (host) => {
  expect(isLoopbackHost(host)).toBe(true)
})

// Names that a page could bind to this machine by DNS rebinding, and invalid hosts.
test.each([
  ...['', 'evil.test', 'localhost.evil.test', 'evil.test:3000', 'localhost.', '127.0.0.1.nip.io', '0.0.0.0:3000'],
  ...['localhost:99999', 'localhost:', 'localhost:3000/x', 'localhost:3000@evil.test', 'localhost, evil.test'],
  ...['localhost\nevil.test', ' localhost', 'LOCALHOST', '::1', '[::1', '[::1]x', 'x[::1]'],
])('“%s” is not this machine', (host) => {
  expect(isLoopbackHost(host)).toBe(false)
})
