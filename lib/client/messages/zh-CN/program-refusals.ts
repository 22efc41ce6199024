import type { Sentences } from '../sentence-book'

/** Why a program cannot be let in. */
export const programRefusals: Sentences = {
  'The program must ask for a code (response_type=code).': '该程序必须请求授权码（response_type=code）。',
  'The program must send a code_challenge (PKCE).': '该程序必须发送 code_challenge（PKCE）。',
  'The program must use code_challenge_method=S256.': '该程序必须使用 code_challenge_method=S256。',
  'The program wants to call an address that is not of this server.': '该程序想调用的地址不属于此服务器。',
  'This program is not known here, or it wants its answer somewhere else than it said. Remove the connection there and make it anew.':
    '此处不认识该程序，或者它要求返回的地址与登记的不同。请在该程序中删除此连接并重新建立。',
  'This program is not known here. Let it connect anew.': '此处不认识该程序。请让它重新连接。',
}
