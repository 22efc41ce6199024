import 'server-only'
import { env } from './env'

const PASSED_ON = ['PATH', 'TZ', 'LANG'] as const

/** All that a process we start may see: nothing that could be a secret (T25). */
export function childEnvironment(): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), NODE_ENV: env().nodeEnv }
}
