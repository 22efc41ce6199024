import type { BothLocales } from '../reply'

export const compareTwoModels: BothLocales = {
  en: {
    model: [
      {
        text: 'Air scatters short blue waves of sunlight far more than long red ones, so blue reaches our eyes from everywhere.',
      },
      { text: 'The sky is blue because molecules in the air scatter blue light in all directions.' },
    ],
  },
  'zh-CN': {
    model: [
      { text: '空气对短波蓝光的散射远强于长波红光，所以蓝光从四面八方进入眼睛。' },
      { text: '天空呈蓝色，是因为空气分子把蓝光向各个方向散射。' },
    ],
  },
}
