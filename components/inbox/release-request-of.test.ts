import { expect, test } from 'vitest'
import { releaseRequestOf } from './release-request-of'

const APP = '01a21ddb-895b-723e-bb1a-bee8f369b1e4'
const ORDER = '01a21ddc-e8b2-723a-a344-c99934d6c649'
const link = `/apps/${APP}/releases`

test('reads the promotion from the key and link of its alert, and ignores other alerts', () => {
  expect(releaseRequestOf({ kind: 'release', key: `release:${ORDER}`, link })).toEqual({ appId: APP, orderId: ORDER })
  expect(releaseRequestOf({ kind: 'release', key: `release:${ORDER}:promote`, link })).toBeNull()
  expect(releaseRequestOf({ kind: 'release', key: `release:${ORDER}`, link: null })).toBeNull()
  expect(releaseRequestOf({ kind: 'budget', key: `budget:${ORDER}`, link })).toBeNull()
})
