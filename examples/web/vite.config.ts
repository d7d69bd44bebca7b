import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// In this repository, the packages are their sources: tsconfig.json says where.
export default defineConfig({
  build: { target: 'es2022' },
  plugins: [react()],
  resolve: { tsconfigPaths: true },
})
