# NOT RUN by us: written from Microsoft's documentation, to be tried on a test machine first.
# Blocks the keys that no program can block. Leaves the keys of assistive technology alone (see docs/security.md).
# Documentation and machines do not agree on every name, so some are there twice: one of both is "not known here".
$ErrorActionPreference = "Stop"
Enable-WindowsOptionalFeature -Online -NoRestart -FeatureName Client-KeyboardFilter | Out-Null
$scope = @{ Namespace = "root\standardcimv2\embedded" }
$keys = "Alt+F4", "Alt+Tab", "Alt+Esc", "Alt+Space", "Ctrl+Esc", "Ctrl+Shift+Esc", "Shift+Ctrl+Esc", "Ctrl+Tab", "Ctrl+F4",
  "Win+D", "Win+E", "Win+I", "Win+L", "Win+M", "Win+P", "Win+R", "Win+S", "Win+V", "Win+X", "Windows"
foreach ($name in $keys) {
  $key = Get-WmiObject @scope -Class WEKF_PredefinedKey | Where-Object { $_.Id -eq $name }
  if ($key) { $key.Enabled = 1; $key.Put() | Out-Null; "blocked $name" } else { "not known here: $name" }
}
