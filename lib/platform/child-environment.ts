import 'server-only'
import { env } from './env'

const PASSED_ON = ['PATH', 'TZ', 'LANG'] as const

/** The environment for child processes: nothing that could be a secret. */
export function childEnvironment(): NodeJS.ProcessEnv {
  const passed = PASSED_ON.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return { ...Object.fromEntries(passed), NODE_ENV: env().nodeEnv }
}
