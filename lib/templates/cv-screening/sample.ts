import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      advert:
        'Support engineer: two years of customer support, good written English, basic SQL. Weekend shifts twice a month.',
      cvs: 'Ben Ode. Three years of support at a bank, SQL reports every week. English C1. Weekends are fine.\n---\nCara Lind. Graphic designer for six years. English C2.\n---\nDan Roth. One year of support at a web shop, English C1, learning SQL.\n---\nEva Moss. Four years of support, team lead. SQL certificate. No weekends.',
    },
    answer:
      '1. **Ben Ode**, 92 of 100: Three years of support and weekly SQL; weekends are possible.\n2. **Eva Moss**, 78 of 100: Most experience and certified SQL, but no weekend shifts.\n3. **Dan Roth**, 55 of 100: One year of support; SQL is still being learned.\n4. **Cara Lind**, 15 of 100: Excellent English, but no support experience and no SQL.\n\nConfirmed by Ada.',
  },
  'zh-CN': {
    inputs: {
      advert: '客服工程师：两年客服经验，良好的书面英语，基础 SQL。每月两次周末班。',
      cvs: '欧本：银行客服三年，每周编写 SQL 报表。英语 C1。可周末上班。\n---\n林卡：平面设计师六年。英语 C2。\n---\n罗丹：网店客服一年，英语 C1，正在学习 SQL。\n---\n莫怡：客服四年，团队主管。SQL 证书。不上周末班。',
    },
    answer:
      '1. **欧本**, 92 of 100: 三年客服经验，每周使用 SQL，可周末上班。\n2. **莫怡**, 78 of 100: 经验最丰富，有 SQL 证书，但不上周末班。\n3. **罗丹**, 55 of 100: 一年客服经验，SQL 仍在学习。\n4. **林卡**, 15 of 100: 英语出色，但没有客服经验和 SQL。\n\nConfirmed by Ada.',
  },
}
