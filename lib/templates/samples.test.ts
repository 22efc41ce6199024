import { afterAll, beforeAll, expect, test } from 'vitest'
import { STUDIO_LOCALES } from '@/lib/core/locales/studio-locale'
import { templates } from './templates'
import { sampleReplies } from './testing/replies'
import { startSampleRuntime } from './testing/start-sample-runtime'

let runtime: Awaited<ReturnType<typeof startSampleRuntime>>
beforeAll(async () => {
  runtime = await startSampleRuntime()
}, 180_000)
afterAll(() => runtime.close())

const cases = templates.flatMap((template) => STUDIO_LOCALES.map((locale) => [template.id, locale, template] as const))

test.each(cases)('the sample of %s (%s) gives its sample answer', async (id, locale, template) => {
  const run = await runtime.run(template, locale, sampleReplies[id]?.[locale])
  expect(run.error?.message ?? null).toBeNull()
  // Models that answer at the same time may answer in either order.
  const linesOf = (text: unknown) => String(text).split('\n').toSorted()
  expect(linesOf(run.outputs?.text)).toEqual(linesOf(template.samples[locale].answer))
  expect(runtime.unusedReplies()).toBe(template.needs.includes('language-model') ? 0 : 1)
})
