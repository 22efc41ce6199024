import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { idea: 'A desk lamp on a window sill on a rainy evening', style: 'Watercolour' },
    answer:
      'A small brass desk lamp on a wooden window sill, warm light on an open book, raindrops on the dark blue pane, blurred city lights behind it, soft watercolour washes, close view from the left.',
  },
  'zh-CN': {
    inputs: { idea: '雨夜窗台上的一盏台灯', style: 'Watercolour' },
    answer:
      'A small brass desk lamp on a wooden window sill at night, warm light on an open book, raindrops on the dark blue pane, blurred city lights behind it, soft watercolour washes, close view from the left.',
  },
}
