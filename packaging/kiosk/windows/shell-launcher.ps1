# NOT RUN by us: written from Microsoft's documentation, to be tried on a test machine first.
# Windows Enterprise, Education or IoT Enterprise. Makes Evenhand the shell of one local standard account.
param([Parameter(Mandatory)][string]$Account, [string]$Program = "C:\Program Files\Evenhand\evenhand.exe")
$ErrorActionPreference = "Stop"
Enable-WindowsOptionalFeature -Online -NoRestart -FeatureName Client-EmbeddedShellLauncher | Out-Null
$sid = (New-Object System.Security.Principal.NTAccount($Account)).Translate([System.Security.Principal.SecurityIdentifier]).Value
$launcher = [wmiclass]"\\localhost\root\standardcimv2\embedded:WESL_UserSetting"
# Staff left (0): do nothing, so that they get the sign-in screen by Ctrl+Alt+Del. Wrong use (2), wrong settings (10),
# already running (12): nothing. Crash (20) and everything else: start the shell again.
$launcher.SetDefaultShell("explorer.exe", 0)
$launcher.SetCustomShell($sid, "`"$Program`" --kiosk", @(0, 2, 10, 12), @(3, 3, 3, 3), 0)
$launcher.SetEnabled($true)
"Shell Launcher is on for $Account ($sid)."
