import 'server-only'
import { z } from 'zod'
import { DeadGrant, type Granted } from './request-tokens'
import { type OwnTokenRequest, tokenJson } from './token-json'

type Scheme = 'feishu' | 'dingtalk' | 'wecom'

/** Tokens of the apps of Feishu, DingTalk and WeCom, as their open platforms document them. */
export async function appToken(request: OwnTokenRequest & { scheme: Scheme; origin: string }): Promise<Granted> {
  const { appId = '' } = request.fields
  const { appSecret = '' } = request.secrets
  const send = { feishu, dingtalk, wecom }[request.scheme]
  const { token, seconds } = await send(request, request.origin, appId, appSecret)
  return {
    tokens: { accessToken: token, refreshToken: null },
    tokenExpiresAt: new Date(request.now.getTime() + seconds * 1_000),
    scopes: null,
  }
}

type Answer = Promise<{ token: string; seconds: number }>

const Feishu = z.object({ code: z.number(), tenant_access_token: z.string().optional(), expire: z.number().optional() })

async function feishu(request: OwnTokenRequest, base: string, appId: string, appSecret: string): Answer {
  const url = `${base}/open-apis/auth/v3/tenant_access_token/internal`
  const answer = await tokenJson(request, url, jsonPost({ app_id: appId, app_secret: appSecret }), Feishu)
  if (answer.tenant_access_token === undefined) throw new DeadGrant(`code ${answer.code}`)
  return { token: answer.tenant_access_token, seconds: answer.expire ?? 7_200 }
}

const DingTalk = z.object({ accessToken: z.string(), expireIn: z.number() })

async function dingtalk(request: OwnTokenRequest, base: string, appKey: string, appSecret: string): Answer {
  const answer = await tokenJson(request, `${base}/v1.0/oauth2/accessToken`, jsonPost({ appKey, appSecret }), DingTalk)
  return { token: answer.accessToken, seconds: answer.expireIn }
}

const WeCom = z.object({ errcode: z.number(), access_token: z.string().optional(), expires_in: z.number().optional() })

async function wecom(request: OwnTokenRequest, base: string, corpId: string, secret: string): Answer {
  const query = new URLSearchParams({ corpid: corpId, corpsecret: secret })
  const answer = await tokenJson(request, `${base}/cgi-bin/gettoken?${query}`, { method: 'GET' }, WeCom)
  if (answer.access_token === undefined) throw new DeadGrant(`errcode ${answer.errcode}`)
  return { token: answer.access_token, seconds: answer.expires_in ?? 7_200 }
}

const jsonPost = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(body),
})
