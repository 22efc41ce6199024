import { expect, test } from 'vitest'
import { pageOf } from './page-of'

test('the editors of all apps are one page, and the pages below them are not', () => {
  const app = '/apps/01a23114-73c5-74af-8ef9-3c262dc77a8b'
  expect(pageOf(app)).toBe('/apps/[appId]')
  expect(pageOf(`${app}/overview`)).toBe(`${app}/overview`)
  expect(pageOf('/apps')).toBe('/apps')
})
