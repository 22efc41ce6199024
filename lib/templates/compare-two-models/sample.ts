import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'Explain in one sentence why the sky is blue.' },
    answer:
      '### First model\n\nAir scatters short blue waves of sunlight far more than long red ones, so blue reaches our eyes from everywhere.\n\n### Second model\n\nThe sky is blue because molecules in the air scatter blue light in all directions.',
  },
  'zh-CN': {
    inputs: { message: '用一句话解释天空为什么是蓝色的。' },
    answer:
      '### First model\n\n空气对短波蓝光的散射远强于长波红光，所以蓝光从四面八方进入眼睛。\n\n### Second model\n\n天空呈蓝色，是因为空气分子把蓝光向各个方向散射。',
  },
}
