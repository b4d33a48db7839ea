@echo off
rem Installs Saolou from this folder without internet, once, then opens a prompt with it.
setlocal
chcp 65001 >nul
cd /d "%~dp0"
if not exist saolou-env\Scripts\saolou.exe (
  py -3 -m venv saolou-env || python -m venv saolou-env || goto nopython
  saolou-env\Scripts\python -m pip install --quiet --disable-pip-version-check --no-index --find-links . saolou || goto failed
)
set "PATH=%~dp0saolou-env\Scripts;%PATH%"
saolou doctor
echo.
echo 可以输入：saolou screen 企业登记.xlsx --out 结果
cmd /k
exit /b 0
:nopython
echo 没有找到 Python。请先安装 Python 3.11 或更新版本（勾选 Add python.exe to PATH），再运行本文件。
pause
exit /b 1
:failed
echo 安装没有成功。请确认整个文件夹都拷贝过来了，Python 版本与制作时指定的一致。
pause
exit /b 1
