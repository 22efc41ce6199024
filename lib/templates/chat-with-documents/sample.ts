import { handbook } from '../sample-data/handbook'
import type { Template, TemplateSample } from '../template'

/** In English for both languages: the built-in model that answers it reads English. */
const sample: TemplateSample = {
  inputs: { message: 'How often should I clean the filter?' },
  documents: handbook,
  answer: '“Rinse the filter under warm water every two weeks.” [1]',
}

export const samples: Template['samples'] = { en: sample, 'zh-CN': sample }
