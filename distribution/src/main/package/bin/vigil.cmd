@echo off
rem Finds a Java of version 21 or later and runs the command line with it, or, as "vigil --server ARGUMENTS", the program of the node.
setlocal EnableExtensions DisableDelayedExpansion
for %%d in ("%~dp0..") do set "PACKAGE=%%~fd"
set "JAVA="
set "LOOKED="
call :try "%VIGIL_JAVA%"
call :try "%PACKAGE%\runtime\bin\java.exe"
if defined JAVA_HOME call :try "%JAVA_HOME%\bin\java.exe"
for %%v in ("Eclipse Adoptium" Java Microsoft Zulu "Amazon Corretto" BellSoft) do (
  for /d %%d in ("%ProgramFiles%\%%~v\*") do call :try "%%~d\bin\java.exe"
)
for %%j in (java.exe) do call :try "%%~$PATH:j"
if defined JAVA goto found
echo vigil: There is no Java of version 21 or later. Looked at VIGIL_JAVA, runtime, JAVA_HOME, the vendors' folders in %ProgramFiles%, PATH. 1>&2
echo        Install one, or name one: set VIGIL_JAVA=C:\path\to\bin\java.exe 1>&2
exit /b 1

:found
set "LAUNCHER=-Dvigil.launcher=%PACKAGE%\bin\vigil.cmd"
set /a VERSION=MAJOR
if "%~1"=="--java" (
  echo %JAVA%
  exit /b 0
)
if "%~1"=="--server" goto server
call :options cli
"%JAVA%" "@%OPTIONS%" -Xshare:auto "%LAUNCHER%" -cp "%PACKAGE%\lib\cli\*" dev.vigil.cli.Main %*
exit /b %ERRORLEVEL%

:server
call :options jvm
set "ARCHIVED=-Xshare:auto"
if exist "%PACKAGE%\lib\server-%MAJOR%.aot" set "ARCHIVED=-XX:AOTCache=%PACKAGE%\lib\server-%MAJOR%.aot"
rem "shift" leaves %* as it is, so the words after --server are gathered here.
set "WORDS="
:word
shift
if "%~1"=="" goto run
set WORDS=%WORDS% "%~1"
goto word
:run
"%JAVA%" "@%OPTIONS%" "%ARCHIVED%" %VIGIL_SERVER_OPTIONS% "%LAUNCHER%" -cp "%PACKAGE%\lib\server\*" dev.vigil.server.Main %WORDS%
exit /b %ERRORLEVEL%

:options
set "OPTIONS=%PACKAGE%\conf\%1-%VERSION%.options"
if exist "%OPTIONS%" exit /b 0
if %VERSION% leq 21 exit /b 0
set /a VERSION-=1
goto options

:try
if defined JAVA exit /b 0
if "%~1"=="" exit /b 0
if not exist "%~1" exit /b 0
set "MAJOR="
set "QUOTED="
for /f "tokens=3" %%v in ('^""%~1" -version 2^>^&1 ^| findstr /c:" version "^"') do set "QUOTED=%%~v"
if not defined QUOTED exit /b 0
for /f "delims=.-+_ " %%m in ("%QUOTED%") do set "MAJOR=%%m"
set /a MAJOR=MAJOR 2>nul
if %MAJOR% lss 21 exit /b 0
set "JAVA=%~1"
exit /b 0
