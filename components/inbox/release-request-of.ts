const ID = '[0-9a-f-]{36}'
/** The subject starts with the kind; a canary decision ends with its verdict. */
const KEY = new RegExp(`^release:(${ID})$`)
const LINK = new RegExp(`^/apps/(${ID})/releases$`)

/** The promotion of an alert; null for others. */
export function releaseRequestOf(alert: { kind: string; key: string; link: string | null }) {
  const appId = LINK.exec(alert.link ?? '')?.[1]
  const orderId = KEY.exec(alert.key)?.[1]
  return appId === undefined || orderId === undefined ? null : { appId, orderId }
}
