import { z } from 'zod'
import { layout } from '@/lib/graph/schema/field-layout'

export const temperatureField = (byDefault: number, shown: { help: string } | { advanced: true }) =>
  z
    .number()
    .min(0)
    .max(2)
    .default(byDefault)
    .meta(layout({ label: 'Temperature', group: 'model', input: 'slider', min: 0, max: 2, step: 0.1, ...shown }))

export const maxOutputTokensField = (byDefault: number) =>
  z
    .number()
    .int()
    .min(1)
    .max(200_000)
    .default(byDefault)
    .meta(layout({ label: 'Maximum answer length', input: 'number', unit: 'tokens', advanced: true }))
