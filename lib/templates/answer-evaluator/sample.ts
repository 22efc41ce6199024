import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      answers: [
        { question: 'How long is the warranty?', reference: 'Three years.', answer: 'It lasts 36 months.' },
        { question: 'What does the red light mean?', reference: 'The tank is empty.', answer: 'The tank is empty.' },
        { question: 'Is delivery free?', reference: 'For orders over 50 euros.', answer: 'Yes, always.' },
        { question: 'When can I call?', reference: 'Monday to Friday, 9 to 17.', answer: 'On weekdays.' },
      ],
    },
    answer:
      '**2 of 4 answers are right**, average score 3.5 of 5\n\n| Question | Score | Reason |\n| --- | ---: | --- |\n| How long is the warranty? | 5 | 36 months are three years. |\n| What does the red light mean? | 5 | Same as the reference. |\n| Is delivery free? | 1 | Only orders over 50 euros are free. |\n| When can I call? | 3 | Right days, but the hours are missing. |\n',
  },
  'zh-CN': {
    inputs: {
      answers: [
        { question: '保修多久？', reference: '三年。', answer: '36 个月。' },
        { question: '红灯是什么意思？', reference: '水箱已空。', answer: '水箱已空。' },
        { question: '免运费吗？', reference: '订单满 50 欧元免运费。', answer: '是的，一直免费。' },
        { question: '什么时候可以打电话？', reference: '周一至周五 9 至 17 点。', answer: '工作日。' },
      ],
    },
    answer:
      '**2 of 4 answers are right**, average score 3.5 of 5\n\n| Question | Score | Reason |\n| --- | ---: | --- |\n| 保修多久？ | 5 | 36 个月就是三年。 |\n| 红灯是什么意思？ | 5 | 与参考答案相同。 |\n| 免运费吗？ | 1 | 只有满 50 欧元的订单免运费。 |\n| 什么时候可以打电话？ | 3 | 日期正确，但缺少时间。 |\n',
  },
}
