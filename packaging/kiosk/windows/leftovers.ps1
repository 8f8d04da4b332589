# NOT RUN by us: written from Microsoft's documentation, to be tried on a test machine first.
# What Windows itself keeps or shows, switched off for the machine. Run as administrator, once.
$ErrorActionPreference = "Stop"
function Put($path, $name, $value) {
  New-Item -Path $path -Force | Out-Null
  New-ItemProperty -Path $path -Name $name -Value $value -PropertyType DWord -Force | Out-Null
}
$policies = "HKLM:\SOFTWARE\Policies\Microsoft"
Put "$policies\Windows\System" "AllowClipboardHistory" 0
Put "$policies\Windows\System" "AllowCrossDeviceClipboard" 0
Put "$policies\Windows\WindowsAI" "DisableAIDataAnalysis" 1
Put "$policies\Windows\EdgeUI" "AllowEdgeSwipe" 0
Put "$policies\Windows\Explorer" "DisableNotificationCenter" 1
Put "HKLM:\SOFTWARE\Microsoft\Windows\Windows Error Reporting" "DontShowUI" 1
Put "HKLM:\SOFTWARE\Microsoft\Windows\Windows Error Reporting\ExcludedApplications" "evenhand.exe" 1
Put "HKLM:\SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management" "ClearPageFileAtShutdown" 1
Put "HKLM:\SOFTWARE\Microsoft\TabletTip\1.7" "DisableEdgeTarget" 1
"Done. Restart the machine."
