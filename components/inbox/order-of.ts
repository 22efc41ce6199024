const ID = '[0-9a-f-]{36}'
/** The server puts the kind in front of what the alert is about; a canary's decision has its verdict behind it. */
const KEY = new RegExp(`^release:(${ID})$`)
const LINK = new RegExp(`^/apps/(${ID})/releases$`)

/** Which promotion an alert is about; null for others. */
export function orderOf(alert: { kind: string; key: string; link: string | null }) {
  const appId = LINK.exec(alert.link ?? '')?.[1]
  const orderId = KEY.exec(alert.key)?.[1]
  return appId === undefined || orderId === undefined ? null : { appId, orderId }
}
