import 'server-only'

/**
 * Disables telemetry of libraries that report to their vendors by default: ONNX Runtime (native, to Microsoft, since
 * 1.29) and Next. A native library reads the setting only from the process's main thread, and only before it is loaded.
 */
export function disableTelemetry(): void {
  process.env.ORT_DISABLE_TELEMETRY = '1'
  process.env.NEXT_TELEMETRY_DISABLED = '1'
}
