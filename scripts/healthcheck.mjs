// The container's health check: exits with 0 when this process is ready to serve.
const port = process.env.PORT ?? '3000'
const response = await fetch(`http://127.0.0.1:${port}/api/health/ready`, { signal: AbortSignal.timeout(4_000) }).catch(
  () => null,
)
process.exit(response?.ok ? 0 : 1)
