import { site } from '../sample-data/site'
import type { Template, TemplateSample } from '../template'

/** In English for both languages: the built-in model that answers it reads English. */
const sample: TemplateSample = {
  inputs: { message: 'Do you deliver to other countries?' },
  documents: site,
  answer:
    '“We deliver to every country in Europe, and to the United States and Canada.” [1] “Delivery inside Norway takes two days, to other countries five to eight days.” [1]',
}

export const samples: Template['samples'] = { en: sample, 'zh-CN': sample }
