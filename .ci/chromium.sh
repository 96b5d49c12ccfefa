# Sourced: a real Chromium, its path in MADOGUCHI_CHROMIUM, and Japanese fonts for it.
if ! command -v chromium >/dev/null; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null
fi
if ! fc-list :lang=ja 2>/dev/null | grep -q .; then
  apt-get update -qq && apt-get install -y -qq fonts-noto-cjk >/dev/null
fi
MADOGUCHI_CHROMIUM=$(command -v chromium)
export MADOGUCHI_CHROMIUM DJANGO_ALLOW_ASYNC_UNSAFE=1
