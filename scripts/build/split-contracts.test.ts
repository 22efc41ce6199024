import path from 'node:path'
import { expect, test } from 'vitest'
import { createApp, listApps } from '@/lib/contracts/apps'
import splitContracts from './split-contracts.cjs'

const split = (file: string, complete: boolean) =>
  new Promise<string>((resolve, reject) => {
    const async = () => (error: Error | null, code: string) => (error ? reject(error) : resolve(code))
    splitContracts.call({ resourcePath: path.resolve(file), async, getOptions: () => ({ complete }) })
  })

test('operations become plain data without schemas', async () => {
  const code = await split('lib/contracts/apps.ts', false)
  const { name, method, path: address, access } = listApps
  expect(code).toContain(
    `export const listApps = { name: "${name}", method: "${method}", path: "${address}", access: "${access}" }`,
  )
  expect(code).toContain(`export const createApp = { name: "${createApp.name}"`)
  expect(code).toContain('loadBody: body("createApp")')
  expect(code).not.toMatch(/zod|\bz\./)
})

test('takes schemas and functions from the complete module, which includes its imported contracts', async () => {
  expect(await split('lib/contracts/apps.ts', false)).toContain('export { AppKind } from "./apps.ts?complete"')
  expect(await split('lib/contracts/run-status.ts', false)).toMatch(/^export const RUN_STATUSES = \["queued"/m)
  const complete = await split('lib/contracts/runs.ts', true)
  expect(complete).toMatch(/from "zod"/)
  expect(complete).not.toContain('lib/contracts/run-status"')
  expect(complete).toMatch(/\.enum\(RUN_STATUSES\)/)
})
