import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'How do I get coffee stains out of a white shirt?' },
    answer:
      'Rinse the stain with cold water at once, then rub in a little washing-up liquid and wash the shirt as usual. For old stains, soak it for an hour in water with some white vinegar first.',
  },
  'zh-CN': {
    inputs: { message: '白衬衫上的咖啡渍怎么去除？' },
    answer: '立即用冷水冲洗污渍，抹上少许洗洁精，然后照常洗涤。陈旧污渍先用加了白醋的水浸泡一小时。',
  },
}
