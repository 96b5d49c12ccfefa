# Sourced, after .ci/packages: a real Chromium, its path in MADOGUCHI_CHROMIUM.
MADOGUCHI_CHROMIUM=$(command -v chromium)
export MADOGUCHI_CHROMIUM DJANGO_ALLOW_ASYNC_UNSAFE=1
