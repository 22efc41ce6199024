import type { BothLocales } from '../reply'

const rate = (question: string, score: number, reason: string) => ({
  when: `Question: ${question}`,
  json: { question, score, reason },
})

export const answerEvaluator: BothLocales = {
  en: {
    model: [
      rate('How long is the warranty?', 5, '36 months are three years.'),
      rate('What does the red light mean?', 5, 'Same as the reference.'),
      rate('Is delivery free?', 1, 'Only orders over 50 euros are free.'),
      rate('When can I call?', 3, 'Right days, but the hours are missing.'),
    ],
  },
  'zh-CN': {
    model: [
      rate('保修多久？', 5, '36 个月就是三年。'),
      rate('红灯是什么意思？', 5, '与参考答案相同。'),
      rate('免运费吗？', 1, '只有满 50 欧元的订单免运费。'),
      rate('什么时候可以打电话？', 3, '日期正确，但缺少时间。'),
    ],
  },
}
