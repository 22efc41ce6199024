import 'server-only'

export const SANDBOX_LIMITS = {
  /** WebAssembly memory in pages of 64 KB: initially 16 MB, at most 64 MB. */
  initialPages: 256,
  maximumPages: 1024,
  /** QuickJS counts its own stack and throws at this size, before the module's stack overflows. */
  stackBytes: 256 * 1024,
  maxOutputCharacters: 1024 * 1024,
  maxOutputDepth: 200,
  /** Counts lists, objects and the values in them: parsed, each costs the server a hundred times its text. */
  maxOutputValues: 50_000,
  maxLogLines: 200,
  maxLogCharacters: 2_000,
  defaultTimeoutMs: 5_000,
  maxTimeoutMs: 30_000,
  maxCodeCharacters: 256 * 1024,
  maxInputCharacters: 4 * 1024 * 1024,
  /** Concurrent runs: two per core, within these bounds. */
  minSlots: 4,
  maxSlots: 16,
  /** Maximum wait for a slot. */
  maxWaitMs: 5 * 60_000,
  /** A worker that takes longer to load the engine is abandoned. */
  maxLoadMs: 15_000,
  heartbeatMs: 250,
  lostHeartbeatMs: 5_000,
  maxRunnerBytes: 512 * 1024 * 1024,
} as const
