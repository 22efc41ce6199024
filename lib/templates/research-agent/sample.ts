import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'How many heat pumps did we install last year, and what is a heat pump?' },
    documents: [
      {
        name: 'Annual report.md',
        text: `# Annual report of Nordwind Heating

## Installations
Last year our teams installed 1,240 heat pumps and 310 gas boilers. In the year before, it was 870 heat pumps and 640 gas boilers.

## Staff
We employ 96 technicians in four cities.
`,
      },
    ],
    answer:
      'Your teams installed **1,240 heat pumps** last year, up from 870 in the year before [1]. According to Wikipedia, a heat pump uses electricity to transfer heat from a colder place to a warmer one.',
  },
  'zh-CN': {
    inputs: { message: '我们去年安装了多少台热泵？什么是热泵？' },
    documents: [
      {
        name: '年度报告.md',
        text: `# 北风供暖年度报告

## 安装
去年我们的团队安装了 1,240 台热泵和 310 台燃气锅炉。前一年为 870 台热泵和 640 台燃气锅炉。

## 员工
我们在四个城市雇用了 96 名技术人员。
`,
      },
    ],
    answer:
      '去年你们的团队安装了 **1,240 台热泵**，前一年为 870 台 [1]。根据维基百科，热泵利用电力把热量从较冷处转移到较热处。',
  },
}
