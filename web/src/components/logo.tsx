interface LogoProps {
  size?: number;
}

/** Our mark: a coin that lets one stroke go out. Decorative; the name stands beside it. */
export function LogoMark({ size = 22 }: LogoProps) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--mantine-color-pine-6)" />
      <path
        d="M21.8 8.9A9.2 9.2 0 1 0 25.2 16M16 16 25 7"
        fill="none"
        stroke="#fff"
        strokeWidth="3.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
