import type { BothLocales } from '../reply'

const rate = (when: string, name: string, score: number, reason: string) => ({ when, json: { name, score, reason } })

export const cvScreening: BothLocales = {
  en: {
    model: [
      rate('Ben Ode. Three', 'Ben Ode', 92, 'Three years of support and weekly SQL; weekends are possible.'),
      rate('Cara Lind. Graphic', 'Cara Lind', 15, 'Excellent English, but no support experience and no SQL.'),
      rate('Dan Roth. One', 'Dan Roth', 55, 'One year of support; SQL is still being learned.'),
      rate('Eva Moss. Four', 'Eva Moss', 78, 'Most experience and certified SQL, but no weekend shifts.'),
    ],
  },
  'zh-CN': {
    model: [
      rate('欧本：银行', '欧本', 92, '三年客服经验，每周使用 SQL，可周末上班。'),
      rate('林卡：平面', '林卡', 15, '英语出色，但没有客服经验和 SQL。'),
      rate('罗丹：网店', '罗丹', 55, '一年客服经验，SQL 仍在学习。'),
      rate('莫怡：客服', '莫怡', 78, '经验最丰富，有 SQL 证书，但不上周末班。'),
    ],
  },
}
