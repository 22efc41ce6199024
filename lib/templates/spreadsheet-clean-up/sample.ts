import type { Template, TemplateSample } from '../template'

const sample: TemplateSample = {
  inputs: {
    csv: 'Name, Email ,Amount\n"  MEYER, ANNA",Anna.Meyer@Example.com,€120.50\ntom becker ,tom@example.com,80\nAnna Meyer,anna.meyer@example.com,120.50\nlee wong,LEE@example.com,"1,040"\n,,\nsara novak,sara@example.com,19.9\n',
  },
  answer:
    '4 rows, total 1260.4\n\n| Name | Email | Amount |\n| --- | --- | ---: |\n| Lee Wong | lee@example.com | 1040 |\n| Meyer, Anna | anna.meyer@example.com | 120.5 |\n| Sara Novak | sara@example.com | 19.9 |\n| Tom Becker | tom@example.com | 80 |\n',
}

export const samples: Template['samples'] = { en: sample, 'zh-CN': sample }
